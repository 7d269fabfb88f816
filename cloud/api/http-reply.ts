/** Reads an HTTP answer that may be endless, damaged or compressed. */

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import * as l10n from "@vscode/l10n";
import { Failure } from "./failure.ts";

const MAX_BYTES = 1024 * 1024;

export interface HttpReply {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decompressed, at most 1 MiB. */
  body: Buffer;
}

/** To be called while the answer is being announced, so that nothing of it is missed. */
export async function readReply(response: IncomingMessage): Promise<HttpReply> {
  const body = await decode(response, await read(response));
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** By events, which cost a third of what an iterator does. An answer that is cut off ends with an error (ECONNRESET). */
function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) response.destroy(tooLarge());
      else chunks.push(chunk);
    });
    response.once("end", () => resolve(Buffer.concat(chunks)));
    response.once("error", reject);
  });
}

const DECODERS = new Map<string, "gunzipSync" | "inflateSync" | "brotliDecompressSync">([
  ["gzip", "gunzipSync"],
  ["deflate", "inflateSync"],
  ["br", "brotliDecompressSync"],
]);

/** Only `identity` is asked for, but something in between may compress all the same. */
async function decode(response: IncomingMessage, body: Buffer): Promise<Buffer> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity") return body;
  const decoder = DECODERS.get(encoding);
  if (!decoder) throw new Failure("reply", l10n.t("The answer has an unknown encoding."));
  // Loaded when it is wanted, which is hardly ever.
  const zlib = await import("node:zlib");
  try {
    return zlib[decoder](body, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new Failure("reply", l10n.t("The answer is damaged: it cannot be decompressed."), undefined, error);
  }
}

function tooLarge(): Failure {
  return new Failure("too-large", l10n.t("The answer is larger than 1 MiB."));
}
