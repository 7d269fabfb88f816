/**
 * What only encrypted requests need. Loaded with the first of them: Node.js takes longer to load TLS than all else that a
 * request needs.
 */
import type { RequestOptions } from "node:https";
import * as tls from "node:tls";
import { isLoopback } from "./endpoint.ts";
import { environmentProxy, openTunnel } from "./proxy.ts";
import type { TransportOptions } from "./transport.ts";

export { request } from "node:https";

/** How to connect to a host: through the proxy that is to be used for it, or directly. */
export async function secureOptions(
  url: URL,
  { proxy: resolve = environmentProxy, ca }: TransportOptions,
  signal: AbortSignal,
): Promise<RequestOptions> {
  const proxy = isLoopback(url) ? "" : resolve(url);
  const trust = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  if (!proxy) return { ...trust, agent: false };
  const socket = await openTunnel(proxy, url, signal);
  const host = url.hostname;
  return { ...trust, createConnection: () => tls.connect({ socket, host, servername: host, ...trust }) };
}
