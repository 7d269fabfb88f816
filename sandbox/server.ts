/** A local CLS for Kafka import: verifies signatures, checks parameters, keeps tasks, and fails on request. */
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createApi, languageOf } from "./api.ts";
import { control } from "./control.ts";
import { ApiError, failure, success } from "./envelope.ts";
import { type Fault, FaultScript } from "./faults.ts";
import { listen } from "./listen.ts";
import { PendingCommits } from "./pending.ts";
import { RequestRecord } from "./record.ts";
import { send } from "./reply.ts";
import { Store, type Task } from "./store.ts";
import type { Credentials } from "./verify.ts";

export type { Fault } from "./faults.ts";
export type { RequestRecord } from "./record.ts";
export { StoreError, type Task } from "./store.ts";
export type { Credentials } from "./verify.ts";

/** Known to everybody, accepted nowhere else: no account has the id. */
export const sandboxCredentials: Credentials = {
  secretId: "SANDBOX-EXAMPLE-SECRET-ID",
  secretKey: "sandbox-example-secret-key",
};

export interface SandboxOptions {
  /** 0, the default: any free one. */
  port?: number;
  host?: "127.0.0.1" | "::1" | "localhost";
  /** File that keeps the tasks; in memory when left out. */
  store?: string;
  credentials?: Credentials;
  /** Accepted beside them. */
  moreCredentials?: readonly Credentials[];
  /** Milliseconds since 1970; also what the `Date` header says. */
  clock?: () => number;
  /** Requests per second and action; the documented limits when left out, none when `false`. */
  rateLimit?: number | false;
  /** PEM texts: serves https. */
  tls?: { cert: string; key: string };
  /** Lets other processes script faults and read tasks over HTTP, without a signature, at `/__sandbox/`. */
  control?: boolean;
  /** Gets a line per request, without secrets. */
  log?: (line: string) => void;
  /** Called when a request's headers are here, before anything else happens to it. */
  onRequest?: (record: RequestRecord) => void;
}

export interface Sandbox {
  /** Origin, without a slash at the end. */
  url: string;
  port: number;
  credentials: Credentials;
  /** Every request so far, oldest first, without secrets. */
  requests: readonly RequestRecord[];
  /** Connections so far, those without a request included. */
  connections(): number;
  tasks(): Task[];
  /**
   * What the service does by itself: 1 running, 2 paused, 3 in error.
   * @throws TypeError when there is no such task or status
   */
  setStatus(id: string, status: number): void;
  /** Adds to what will go wrong. */
  script(faults: Fault[]): void;
  /** What was scripted and has not happened. */
  unusedFaults(): Fault[];
  /** Executes what faults have put off, now. @returns how many */
  commitPending(): number;
  /** Answers the requests that are held. */
  release(): void;
  close(): Promise<void>;
}

const maximumBody = 10 * 1024 * 1024;
const remembered = 10_000;

/**
 * @throws StoreError when the file holds something else than tasks
 * @throws the error of `listen`, for example EADDRINUSE
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { credentials = sandboxCredentials, clock = Date.now, host = "127.0.0.1", log, onRequest } = options;
  const store = new Store(options.store);
  const accepted = [credentials, ...(options.moreCredentials ?? [])];
  const judge = createApi({ credentials: accepted, store, clock, rateLimit: options.rateLimit });
  const script = new FaultScript();
  const pending = new PendingCommits();
  const requests: RequestRecord[] = [];
  const releases = new EventEmitter();
  let connections = 0;

  const http = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
    response.setHeader("Date", new Date(clock()).toUTCString());
    if (options.control && request.url?.startsWith("/__sandbox/")) {
      void control(request, response, sandbox);
      return;
    }
    answer(request, response).catch((error) => {
      log?.(`The sandbox failed: ${error}`);
      response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry = new RequestRecord(randomUUID(), clock(), request);
    requests.push(entry);
    if (requests.length > remembered) requests.shift();
    onRequest?.(entry);
    const fault: Fault = script.takeForRequest(entry.action) ?? {};
    const raw = listener.raw(request.socket);
    const gone = once(response, "close").catch(() => undefined);
    let body = "";
    if (fault.phase !== "headers") {
      body = JSON.stringify(await execute(request, entry, fault));
    }
    if (fault.delayMs) await Promise.race([sleep(fault.delayMs, undefined, { ref: false }), gone]);
    if (fault.hold) await Promise.race([once(releases, "release"), gone]);
    log?.(
      `${entry.action ?? request.url} ${entry.region ?? "-"} ${entry.error ?? (body ? "ok" : "unread")} ${entry.requestId}`,
    );
    await send(response, raw, body, fault.outcome);
  }

  /** @returns the envelope */
  async function execute(request: IncomingMessage, entry: RequestRecord, fault: Fault): Promise<object> {
    const language = languageOf(request);
    try {
      const bytes = await readBody(request);
      entry.read(bytes);
      const { method = "", url = "", headers } = request;
      const effect = judge({ method, url, headers, body: bytes });
      if (effect.commit) pending.schedule(effect.commit, fault.commit ?? fault.error === undefined);
      if (fault.error) throw new ApiError(fault.error.code, fault.error.message ?? "Scripted error.");
      return success(entry.requestId, effect.result);
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError("InternalError", String(error));
      entry.error = known.code;
      return failure(entry.requestId, known, language);
    }
  }

  const listener = await listen(http, {
    host,
    port: options.port ?? 0,
    tls: options.tls,
    intercept: (socket) => {
      connections++;
      const fault = script.takeForConnection();
      if (fault?.outcome === "reset") socket.resetAndDestroy();
      if (fault?.outcome === "close") socket.end();
      return fault !== undefined;
    },
  });

  const sandbox: Sandbox = {
    url: `${options.tls ? "https" : "http"}://${host === "::1" ? "[::1]" : host}:${listener.port}`,
    port: listener.port,
    credentials,
    requests,
    connections: () => connections,
    tasks: () => store.all(),
    setStatus: (id, status) => store.setStatus(id, status),
    script: (faults) => script.add(faults),
    unusedFaults: () => script.remaining(),
    commitPending: () => pending.commitAll(),
    release: () => {
      releases.emit("release");
    },
    close: () => {
      pending.clear();
      return listener.close();
    },
  };
  return sandbox;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maximumBody) chunks.push(chunk);
  }
  if (size > maximumBody) {
    throw new ApiError("RequestSizeLimitExceeded", "The request is larger than 10 MB.", "请求包超过限制大小。");
  }
  return Buffer.concat(chunks);
}
