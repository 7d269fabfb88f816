/** Tunnels through an HTTP proxy, for hosts without a proxy-aware `https` (VS Code patches its own). */

import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { urlToHttpOptions } from "node:url";
import * as l10n from "@vscode/l10n";
import { getProxyForUrl } from "proxy-from-env";
import { Failure, toFailure } from "./failure.ts";

/** Address of the proxy to use for a target, as text, or "" for none. */
export type ProxyResolver = (target: URL) => string;

/** By the usual variables: `https_proxy`, `all_proxy`, `no_proxy`, in either case. */
export const environmentProxy: ProxyResolver = (target) => getProxyForUrl(target.href);

export const noProxy: ProxyResolver = () => "";

/**
 * Opens a tunnel to `target` by CONNECT.
 * @returns The raw socket, on which nothing has been written to the target.
 * @throws Failure naming the proxy without its user and password.
 */
export async function openTunnel(proxy: string, target: URL, signal: AbortSignal): Promise<Socket> {
  const url = parseProxy(proxy);
  const name = `${url.protocol}//${url.host}`;
  const authority = `${target.hostname}:${target.port || 443}`;
  const request = (url.protocol === "https:" ? https : http).request({
    ...urlToHttpOptions(url),
    auth: null,
    method: "CONNECT",
    path: authority,
    headers: { Host: authority, ...authorization(url) },
    agent: false,
    signal,
  });
  try {
    const answered = once(request, "connect");
    request.end();
    const [response, socket]: [http.IncomingMessage, Socket] = (await answered) as never;
    if (response.statusCode === 200) return socket;
    socket.destroy();
    throw refusal(name, response.statusCode ?? 0);
  } catch (error) {
    const failure = toFailure(error, name);
    if (failure.reason === "proxy" || signal.aborted) throw failure;
    throw new Failure("proxy", l10n.t("The proxy could not be used. {0}", failure.message), failure.code, error);
  }
}

function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.hostname) return url;
  throw new Failure("proxy", l10n.t("The proxy address in the environment is not an http:// or https:// address."));
}

function authorization(url: URL): Record<string, string> {
  if (!url.username) return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { "Proxy-Authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

function refusal(name: string, status: number): Failure {
  const message =
    status === 407
      ? l10n.t("The proxy {0} asks for a user and password (407).", name)
      : l10n.t("The proxy {0} refused to connect ({1}).", name, status);
  return new Failure("proxy", message, String(status));
}
