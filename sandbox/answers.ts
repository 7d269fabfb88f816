/** From a request to its answer: what the API makes of it, and what is to go wrong on the way. */
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Judge, languageOf } from "./api.ts";
import { ApiError, failure, success } from "./envelope.ts";
import type { Fault, FaultScript } from "./faults.ts";
import { PendingCommits } from "./pending.ts";
import { RequestRecord } from "./record.ts";
import { send } from "./reply.ts";

const maximumBody = 10 * 1024 * 1024;
const remembered = 10_000;

export interface AnswerOptions {
  judge: Judge;
  script: FaultScript;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: ((line: string) => void) | undefined;
  onRequest: ((record: RequestRecord) => void) | undefined;
}

export class Answers {
  /** Every request so far, oldest first. */
  readonly requests: RequestRecord[] = [];
  readonly pending = new PendingCommits();
  readonly #releases = new EventEmitter();
  readonly #options: AnswerOptions;

  constructor(options: AnswerOptions) {
    this.#options = options;
  }

  /** @param raw the TCP connection below the request's socket */
  async give(request: IncomingMessage, response: ServerResponse, raw: Socket | undefined): Promise<void> {
    const { script, log } = this.#options;
    const entry = this.#remember(request);
    const fault: Fault = script.takeForRequest(entry.action) ?? {};
    const gone = once(response, "close").catch(() => undefined);
    const body = fault.phase === "headers" ? "" : JSON.stringify(await this.#execute(request, entry, fault));
    if (fault.delayMs) await Promise.race([sleep(fault.delayMs, undefined, { ref: false }), gone]);
    if (fault.hold) await Promise.race([once(this.#releases, "release"), gone]);
    log?.(
      `${entry.action ?? request.url} ${entry.region ?? "-"} ${entry.error ?? (body ? "ok" : "unread")} ${entry.requestId}`,
    );
    await send(response, raw, body, fault.outcome);
  }

  /** Gives the answers that are held. */
  release(): void {
    this.#releases.emit("release");
  }

  #remember(request: IncomingMessage): RequestRecord {
    const { clock, onRequest } = this.#options;
    const entry = new RequestRecord(randomUUID(), clock(), request);
    this.requests.push(entry);
    if (this.requests.length > remembered) this.requests.shift();
    onRequest?.(entry);
    return entry;
  }

  /** @returns the envelope */
  async #execute(request: IncomingMessage, entry: RequestRecord, fault: Fault): Promise<object> {
    const language = languageOf(request);
    try {
      const bytes = await readBody(request);
      entry.read(bytes);
      const { method = "", url = "", headers } = request;
      const effect = this.#options.judge({ method, url, headers, body: bytes });
      if (effect.commit) this.pending.schedule(effect.commit, fault.commit ?? fault.error === undefined);
      if (fault.error) throw new ApiError(fault.error.code, fault.error.message ?? "Scripted error.");
      return success(entry.requestId, effect.result);
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError("InternalError", String(error));
      entry.error = known.code;
      return failure(entry.requestId, known, language);
    }
  }
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
