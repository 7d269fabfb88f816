/** What is remembered of a request: enough to check a client by, and no secret. */
import type { IncomingMessage } from "node:http";
import { isObject } from "./parameters.ts";

export class RequestRecord {
  readonly requestId: string;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly time: number;
  readonly method: string;
  readonly url: string;
  readonly action: string | undefined;
  readonly region: string | undefined;
  /** Lower-case names; the values of secret ones replaced. */
  readonly headers: { readonly [name: string]: string };
  /** The parsed body with passwords replaced; undefined when it was not read or is not JSON. */
  body: unknown;
  /** Length of the body in bytes. */
  bytes = 0;
  /** The code of the error that was answered, or meant to be. */
  error: string | undefined;

  constructor(requestId: string, time: number, request: IncomingMessage) {
    this.requestId = requestId;
    this.time = time;
    this.method = request.method ?? "";
    this.url = request.url ?? "";
    this.headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, secretHeaders.has(name) ? hidden : String(value)]),
    );
    this.action = this.headers["x-tc-action"];
    this.region = this.headers["x-tc-region"];
  }

  read(bytes: Uint8Array): void {
    this.bytes = bytes.length;
    try {
      this.body = redacted(JSON.parse(new TextDecoder().decode(bytes)));
    } catch {
      this.body = undefined; // Not JSON: the answer says so.
    }
  }
}

const hidden = "(hidden)";
const secretHeaders = new Set(["authorization", "x-tc-token", "cookie", "proxy-authorization"]);

function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === "Password" ? hidden : redacted(member)]),
  );
}
