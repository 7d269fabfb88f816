/** Sends an answer, whole or as broken as a fault wants it. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import type { Fault, Reply } from "./faults.ts";

/**
 * @param raw the TCP connection below TLS, if any: only that can be reset
 * @param body the ordinary answer
 */
export async function send(
  response: ServerResponse,
  raw: Socket | undefined,
  body: string,
  outcome: Fault["outcome"],
): Promise<void> {
  if (typeof outcome === "string") return end(response, raw, outcome);
  await write(response, body, outcome ?? {});
  if (outcome?.end) return end(response, raw, outcome.end);
  const complete = outcome?.truncateAt === undefined && outcome?.contentLength === undefined;
  if (complete) response.end();
  else end(response, raw, "close");
}

function end(response: ServerResponse, raw: Socket | undefined, how: "reset" | "close" | "hang"): void {
  if (how === "reset") raw?.resetAndDestroy();
  if (how === "close") response.socket?.end();
}

async function write(response: ServerResponse, ordinary: string, reply: Reply): Promise<void> {
  const { status = 200, headers = {}, body = ordinary, truncateAt, contentLength, endless } = reply;
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (contentLength !== undefined) response.setHeader("Content-Length", contentLength);
  else if (!endless) response.setHeader("Content-Length", bytes.length);
  const part = bytes.subarray(0, truncateAt);
  response.flushHeaders();
  if (part.length > 0) await new Promise<void>((resolve) => response.write(part, () => resolve()));
  if (endless) await pipeline(spaces, response).catch(() => undefined); // The client has hung up.
}

function* spaces(): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, " ");
  for (;;) yield chunk;
}
