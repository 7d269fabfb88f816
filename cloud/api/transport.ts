/**
 * One HTTP POST whose outcome is certain or known to be uncertain: a fresh connection, one write, no redirect, no
 * second try.
 */

import { type ClientRequest, type IncomingMessage, request as plainRequest, type RequestOptions } from "node:http";
import { connect as connectTcp, type Socket } from "node:net";
import { urlToHttpOptions } from "node:url";
import * as l10n from "@vscode/l10n";
import { isLoopback } from "./endpoint.ts";
import { Failure, LostReplyError, NotSentError, toFailure } from "./failure.ts";
import { type HttpReply, readReply } from "./http-reply.ts";
import type { ProxyResolver } from "./proxy.ts";

export interface HttpRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** Sent as it is. */
  body: Uint8Array;
}

export interface TransportOptions {
  /** Milliseconds for DNS, TCP, proxy and TLS together. */
  connectTimeout: number;
  /** Milliseconds from the write to the last byte of the answer. */
  responseTimeout: number;
  /** Default: the environment's. Pass `noProxy` where `https` finds its proxy by itself (the extension host). */
  proxy?: ProxyResolver;
  /** PEM of the only authority to trust, instead of the system's. */
  ca?: string;
}

export interface SendOptions {
  signal?: AbortSignal | undefined;
  /** Awaited when the connection stands and before the first byte of HTTP; when it rejects, nothing is sent. */
  onConnected?: (() => Promise<void>) | undefined;
}

/**
 * @throws NotSentError while nothing was written, LostReplyError afterwards. Any HTTP status is a reply, not an error.
 */
export async function post(request: HttpRequest, options: TransportOptions & SendOptions): Promise<HttpReply> {
  const stop = new AbortController();
  const cancel = () => stop.abort(new Failure("cancelled", l10n.t("It was cancelled.")));
  if (options.signal?.aborted) cancel();
  options.signal?.addEventListener("abort", cancel);
  const { host } = request.url;
  let timer = expire(stop, options.connectTimeout, () => l10n.t("No connection to {0} within the time-out.", host));
  let line: Line | undefined;
  let written = false;
  try {
    stop.signal.throwIfAborted();
    line = await connect(request, options, stop.signal);
    clearTimeout(timer);
    await record(options.onConnected);
    line.check();
    stop.signal.throwIfAborted();
    timer = expire(stop, options.responseTimeout, () => l10n.t("No answer from {0} within the time-out.", host));
    written = true;
    const reply = await exchange(line.request, request);
    // A body that ends with its connection seems complete when it is us who end it.
    stop.signal.throwIfAborted();
    return reply;
  } catch (error) {
    const failure = toFailure(stop.signal.aborted ? stop.signal.reason : error, host);
    throw written ? new LostReplyError(failure) : new NotSentError(failure);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", cancel);
    line?.request.destroy();
  }
}

function expire(stop: AbortController, milliseconds: number, message: () => string): NodeJS.Timeout {
  return setTimeout(() => stop.abort(new Failure("time-out", message())), milliseconds);
}

async function record(onConnected: SendOptions["onConnected"]): Promise<void> {
  try {
    await onConnected?.();
  } catch (error) {
    throw new Failure("not-recorded", error instanceof Error ? error.message : String(error), undefined, error);
  }
}

/** A connection that stands, with a request on which nothing has been written. */
interface Line {
  request: ClientRequest;
  /** Throws what has broken the connection since. */
  check(): void;
}

async function connect(request: HttpRequest, options: TransportOptions, signal: AbortSignal): Promise<Line> {
  const { url } = request;
  const encrypted = url.protocol === "https:";
  if (encrypted) requireVerification(url);
  const secure = encrypted ? await import("./secure.ts") : undefined;
  const way = secure ? await secure.secureOptions(url, options, signal) : straight;
  signal.throwIfAborted();
  const outgoing = (secure?.request ?? plainRequest)({
    ...urlToHttpOptions(url),
    method: "POST",
    headers: {
      ...request.headers,
      "Accept-Encoding": "identity",
      "Content-Length": request.body.byteLength,
      // Said explicitly: an agent put in by VS Code may keep connections, and a kept one may be dead.
      Connection: "close",
    },
    ...way,
  });
  // What the request's own option `signal` does, in a tenth of the time.
  signal.addEventListener("abort", () => outgoing.destroy(signal.reason));
  let broken: unknown;
  // Stays for the whole life of the request, so that a late error is never an uncaught one.
  outgoing.on("error", (error) => {
    broken ??= error;
  });
  // A proxy agent that is refused hands the proxy's answer on as if it were the server's.
  const onEarlyAnswer = ({ statusCode }: IncomingMessage) => outgoing.destroy(earlyAnswer(url, statusCode));
  outgoing.once("response", onEarlyAnswer);
  try {
    await standing(outgoing, encrypted);
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
  return {
    request: outgoing,
    check() {
      outgoing.off("response", onEarlyAnswer);
      if (broken) throw broken;
      if (outgoing.destroyed) throw closed(url);
    },
  };
}

/** Within this computer: no agent, as there is nothing that it could add. */
const straight: RequestOptions = { createConnection: ({ host, port }) => connectTcp(Number(port), host ?? undefined) };

/** Resolves when the socket may be written to: after TCP, and for https after the verified handshake. */
function standing(outgoing: ClientRequest, encrypted: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.once("error", reject);
    outgoing.once("socket", (socket) => {
      if (!encrypted) return socket.connecting ? socket.once("connect", resolve) : resolve();
      if (isSecured(socket)) resolve();
      else socket.once("secureConnect", resolve);
    });
  });
}

/** An agent may hand over a socket whose handshake is already done. */
function isSecured(socket: Socket & { secureConnecting?: boolean }): boolean {
  return socket.secureConnecting === false;
}

function earlyAnswer(url: URL, status = 0): Failure {
  const message =
    status === 407
      ? l10n.t("A proxy on the way to {0} asks for a user and password (407). Check the proxy settings.", url.host)
      : l10n.t("Something on the way to {0} answered in its place ({1}): a proxy, a login page.", url.host, status);
  return new Failure("proxy", message, String(status));
}

function closed(url: URL): Failure {
  return new Failure("reset", l10n.t("The connection to {0} was closed.", url.host));
}

function requireVerification(url: URL): void {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== "0" || isLoopback(url)) return;
  throw new Failure(
    "unsafe",
    l10n.t(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 turns the verification of certificates off. Unset it to talk to {0}.",
      url.host,
    ),
  );
}

function exchange(outgoing: ClientRequest, { url, body }: HttpRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    outgoing.once("response", (response) => resolve(readReply(response)));
    outgoing.once("error", reject);
    // All that Node.js says of an answer that switches to another protocol.
    outgoing.once("close", () => reject(closed(url)));
    outgoing.end(body);
  });
}
