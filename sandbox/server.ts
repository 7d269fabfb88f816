/** A local CLS for Kafka import: verifies signatures, checks parameters, keeps tasks, and fails on request. */
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { Answers } from "./answers.ts";
import { createApi } from "./api.ts";
import { control } from "./control.ts";
import { type Fault, FaultScript } from "./faults.ts";
import { listen } from "./listen.ts";
import type { RequestRecord } from "./record.ts";
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
  const answers = new Answers({ judge, script, clock, log, onRequest });
  let connections = 0;

  const http = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
    response.setHeader("Date", new Date(clock()).toUTCString());
    if (options.control && request.url?.startsWith("/__sandbox/")) {
      void control(request, response, sandbox);
      return;
    }
    answers.give(request, response, listener.raw(request.socket)).catch((error) => {
      log?.(`The sandbox failed: ${error}`);
      response.destroy();
    });
  });
  const intercept = (socket: Socket): boolean => {
    connections++;
    const fault = script.takeForConnection();
    if (fault?.outcome === "reset") socket.resetAndDestroy();
    if (fault?.outcome === "close") socket.end();
    return fault !== undefined;
  };
  const listener = await listen(http, { host, port: options.port ?? 0, tls: options.tls, intercept });

  const sandbox: Sandbox = {
    url: `${options.tls ? "https" : "http"}://${host === "::1" ? "[::1]" : host}:${listener.port}`,
    port: listener.port,
    credentials,
    requests: answers.requests,
    connections: () => connections,
    tasks: () => store.all(),
    setStatus: (id, status) => store.setStatus(id, status),
    script: (faults) => script.add(faults),
    unusedFaults: () => script.remaining(),
    commitPending: () => answers.pending.commitAll(),
    release: () => answers.release(),
    close: () => {
      answers.pending.clear();
      return listener.close();
    },
  };
  return sandbox;
}
