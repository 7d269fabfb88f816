/** What is to go wrong, request by request. */

/** What the client gets instead of the ordinary answer. `body` defaults to the ordinary answer's bytes. */
export interface Reply {
  /** HTTP status; 200 when left out. */
  status?: number;
  headers?: { [name: string]: string };
  /** Text as it is, anything else as JSON. */
  body?: unknown;
  /** Claims this many bytes in Content-Length, whatever is sent. */
  contentLength?: number;
  /** Sends only so many bytes of the body. */
  truncateAt?: number;
  /** Goes on sending spaces after the body until the client hangs up. */
  endless?: boolean;
  /** What happens when the bytes are out; the message ends properly when left out and nothing was cut. */
  end?: "close" | "reset" | "hang";
}

export interface Fault {
  /** Only a request of this action; the next request whatever it is when left out. */
  action?: string;
  /** How many requests it is for; 1 when left out. */
  times?: number;
  /**
   * When `outcome` happens: `accept`, a connection was made, nothing is read (not even a TLS hello; `action` is not known);
   * `headers`, the headers are here, the body is not read, nothing is executed; `response` (when left out), the request
   * is read, checked and, if `commit` says so, executed.
   */
  phase?: "accept" | "headers" | "response";
  /**
   * Whether a valid request takes effect: before the answer (`true`; when left out, `true` unless there is an `error`),
   * never (`false`), when the test says `commitPending()` (`"later"`), or after so many milliseconds.
   */
  commit?: boolean | "later" | { afterMs: number };
  /** Answers with this error of the API's instead of the result. */
  error?: { code: string; message?: string };
  /** Waits before the answer, in milliseconds. */
  delayMs?: number;
  /** Waits before the answer until the test says `release()`. */
  hold?: boolean;
  /** `reset`: TCP RST; `close`: FIN; `hang`: nothing ever again. The ordinary answer when left out. */
  outcome?: "reset" | "close" | "hang" | Reply;
}

const keys = new Set(["action", "times", "phase", "commit", "error", "delayMs", "hold", "outcome"]);
const replyKeys = new Set(["status", "headers", "body", "contentLength", "truncateAt", "endless", "end"]);

/** A script that cannot happen would make a test pass for the wrong reason. */
function check(fault: Fault): void {
  const { phase = "response", outcome } = fault;
  const reply = typeof outcome === "object" ? outcome : {};
  const unknown = [
    ...Object.keys(fault).filter((key) => !keys.has(key)),
    ...Object.keys(reply).filter((key) => !replyKeys.has(key)),
  ];
  if (unknown.length > 0) throw new TypeError(`Fault script: unknown key ${unknown.join(", ")}`);
  if (!["accept", "headers", "response"].includes(phase)) throw new TypeError(`Fault script: unknown phase ${phase}`);
  if (typeof outcome === "string" && !["reset", "close", "hang"].includes(outcome)) {
    throw new TypeError(`Fault script: unknown outcome ${outcome}`);
  }
  if (phase !== "response" && (fault.commit || fault.error)) {
    throw new TypeError(`Fault script: nothing is executed in phase ${phase}`);
  }
  if (phase !== "response" && !outcome) throw new TypeError(`Fault script: phase ${phase} needs "outcome"`);
  if (phase === "accept" && (fault.action || typeof outcome === "object")) {
    throw new TypeError("Fault script: phase accept knows no action and cannot reply");
  }
}

export class FaultScript {
  #faults: Fault[] = [];

  /** @throws TypeError for a fault that cannot happen */
  add(faults: Fault[]): void {
    for (const fault of faults) check(fault);
    this.#faults.push(...faults.map((fault) => ({ ...fault })));
  }

  /** What has not happened yet, in order. */
  remaining(): Fault[] {
    return structuredClone(this.#faults);
  }

  /** For a new connection: only a fault at the head of the script, so that "the connection after this request" can be said. */
  takeForConnection(): Fault | undefined {
    const [first] = this.#faults;
    return first?.phase === "accept" ? this.#use(first) : undefined;
  }

  takeForRequest(action: string | undefined): Fault | undefined {
    const fault = this.#faults.find(
      (entry) => entry.phase !== "accept" && (entry.action === undefined || entry.action === action),
    );
    return fault && this.#use(fault);
  }

  #use(fault: Fault): Fault {
    const left = (fault.times ?? 1) - 1;
    if (left > 0) fault.times = left;
    else this.#faults = this.#faults.filter((entry) => entry !== fault);
    return fault;
  }
}
