/** One request in two steps: connected but nothing written, then written. Between them the runner marks it as sent. */
import { classifyReply, classifySent, classifyUnsent } from "./classify.ts";
import type { Operation } from "./operation.ts";
import type { Reply } from "./ports.ts";
import type { ConnectResult, Verdict } from "./protocol/state.ts";

/** Calls the API; must await the hook after connecting and before the first byte. */
export type Send = (onConnected: () => Promise<void>) => Promise<Reply>;

export class Exchange {
  readonly #kind: Operation["kind"];
  readonly #settled: Promise<Reply | { readonly thrown: unknown }>;
  readonly #connected: Promise<"connected">;
  readonly #gate = deferred<void>();

  constructor(kind: Operation["kind"], send: Send) {
    this.#kind = kind;
    const connected = deferred<"connected">();
    this.#connected = connected.promise;
    const reply = send(() => {
      connected.resolve("connected");
      return this.#gate.promise;
    });
    this.#settled = reply.catch((thrown: unknown) => ({ thrown }));
  }

  async connect(): Promise<ConnectResult> {
    const first = await Promise.race([this.#connected, this.#settled]);
    if (first === "connected") return { kind: "ok" };
    if ("thrown" in first) return classifyUnsent(first.thrown);
    throw new Error("the client sent a request without asking");
  }

  /** Lets the first byte go. Cancelling from here on is a lost answer like any other. */
  async transmit(): Promise<Verdict> {
    this.#gate.resolve();
    const result = await this.#settled;
    return "thrown" in result ? classifySent(result.thrown) : classifyReply(this.#kind, result);
  }

  /** Gives the connection up; nothing was written. */
  async abandon(): Promise<void> {
    this.#gate.reject(new Error("not sent"));
    await this.#settled;
  }
}

interface Deferred<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: Deferred<T>["resolve"] = () => undefined;
  let reject: Deferred<T>["reject"] = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
