/** Sends an answer, whole or as broken as a fault wants it. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Fault, Reply } from "./faults.ts";

/**
 * @param raw the TCP connection below TLS, if any: only that can be reset
 * @param body the ordinary answer
 */
export async function send(
  response: ServerResponse,
  raw: Socket | undefined,
  body: string,
  then: Fault["then"],
): Promise<void> {
  if (typeof then === "string") return end(response, raw, then);
  await write(response, body, then ?? {});
  if (then?.end) return end(response, raw, then.end);
  const complete = then?.truncateAt === undefined && then?.contentLength === undefined;
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
  if (endless) await writeForever(response);
}

async function writeForever(response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024, " ");
  while (!response.destroyed && response.socket && !response.socket.destroyed) {
    if (!response.write(chunk)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
}
