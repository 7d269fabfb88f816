/** One operation as the journal keeps it: one line of JSON, one line with its checksum, padding. */
import { randomBytes } from "node:crypto";
import { sha256 } from "../hash.ts";
import type { Fields, Target } from "../operation/operation.ts";
import type { RecordedError } from "../operation/outcome.ts";
import type { RecordHead } from "../operation/protocol/state.ts";

/** Holds no secret: neither password nor any value that came out of a placeholder, and of the credentials only a hash. */
export interface OpRecord extends RecordHead {
  readonly version: 1;
  readonly endpoint: string;
  readonly region: string;
  /** The fields a task is recognised by. */
  readonly projection: Fields;
  /** SHA-256, hexadecimal, of the bytes sent. */
  readonly bodyHash: string;
  /** SHA-256, hexadecimal, of what the file said: its fields as written, without Id, comments and layout. */
  readonly textHash: string;
  /** `X-TC-TraceId`. */
  readonly traceId: string;
  /** ISO 8601 by this computer's clock. */
  readonly startedAt: string;
  readonly updatedAt: string;
  /** The server's clock minus this computer's, milliseconds. */
  readonly clockSkew: number | undefined;
  readonly error: RecordedError | undefined;
}

/** Remote and local identity of an operation: the task it is about, and the file. SHA-256, hexadecimal. */
export function keysOf(
  target: Target,
  topicId: string,
  nameOrId: string,
  uri: string,
): { remote: string; file: string } {
  return {
    remote: sha256([target.endpoint, target.region, target.secretId, topicId, nameOrId].join("\0")),
    file: fileKey(uri),
  };
}

export function fileKey(uri: string): string {
  return sha256(uri);
}

const SHORT = 16;

/** Starts with both keys, so that a record whose content is lost still says what it was about. */
export function newOpId(keys: { remote: string; file: string }): string {
  return [keys.remote.slice(0, SHORT), keys.file.slice(0, SHORT), randomBytes(8).toString("hex")].join("-");
}

export function isOpId(text: string): boolean {
  return /^[0-9a-f]{16}(-[0-9a-f]{16}){2}$/.test(text);
}

/** Whether an operation has one of these keys. */
export function hasKey(opId: string, keys: readonly string[]): boolean {
  const [remote, file] = opId.split("-");
  return keys.some((key) => key.slice(0, SHORT) === remote || key.slice(0, SHORT) === file);
}

/** @param size pad to at least this many bytes */
export function encodeRecord(record: OpRecord, size = 0): Buffer {
  const line = JSON.stringify(record);
  const text = `${line}\nsha256:${sha256(line)}\n`;
  return Buffer.from(text + " ".repeat(Math.max(0, size - Buffer.byteLength(text))));
}

/** @returns undefined when a byte is missing or wrong, or a newer version wrote it */
export function decodeRecord(bytes: Uint8Array): OpRecord | undefined {
  const [line = "", checksum, ...rest] = new TextDecoder().decode(bytes).split("\n");
  if (checksum !== `sha256:${sha256(line)}` || rest.length === 0 || rest.some((text) => text.trim() !== "")) {
    return undefined;
  }
  const record: OpRecord = JSON.parse(line);
  return record.version === 1 ? record : undefined;
}
