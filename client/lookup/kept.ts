/** Answers that are kept for a while. Those who want the same at the same time share one request. */

export interface KeptOptions {
  /** How long an answer is good. Milliseconds. */
  fresh: number;
  /** How long after a failure nobody asks again. Milliseconds. */
  pause: number;
  /** Milliseconds from any start. */
  now?: () => number;
}

interface Entry {
  /** Never rejects: a failure is undefined. */
  answer: Promise<unknown>;
  abort: AbortController;
  waiting: number;
  /** Of all requests for the same. */
  last: unknown;
  /** Until when it counts; undefined while it is under way. */
  until: number | undefined;
}

export class Kept {
  readonly #options: KeptOptions;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(options: KeptOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * The answer of `fetch`, or one that is kept. The request ends when everybody who waits for it has given up.
   * @param signal gives up, for this caller only.
   * @returns undefined after a failure, which is nobody's to be told, and for who gave up.
   */
  async get<T>(key: string, fetch: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted) return undefined;
    const entry = this.#current(key) ?? this.#begin(key, fetch);
    entry.waiting++;
    const left =
      signal && new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
    const answer = await (left ? Promise.race([entry.answer, left]) : entry.answer);
    entry.waiting--;
    if (entry.waiting === 0 && entry.until === undefined) {
      entry.abort.abort();
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    }
    return answer as T | undefined;
  }

  /** The last answer there was, however old, without asking. */
  peek<T>(key: string): T | undefined {
    return this.#entries.get(key)?.last as T | undefined;
  }

  /** Whether there is an answer, or one on its way, or a failure not long ago. */
  has(key: string): boolean {
    return this.#current(key) !== undefined;
  }

  /** Forgets everything, and ends what is under way. */
  clear(): void {
    for (const { abort } of this.#entries.values()) abort.abort();
    this.#entries.clear();
  }

  #current(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry && (entry.until === undefined || entry.until > this.#now()) ? entry : undefined;
  }

  #begin(key: string, fetch: (signal: AbortSignal) => Promise<unknown>): Entry {
    const abort = new AbortController();
    const settle = (duration: number) => {
      entry.until = this.#now() + duration;
    };
    const begun = (async () => fetch(abort.signal))();
    const answer = begun.then(
      (value) => {
        settle(this.#options.fresh);
        entry.last = value;
        return value;
      },
      () => settle(this.#options.pause),
    );
    const entry: Entry = { answer, abort, waiting: 0, last: this.peek(key), until: undefined };
    this.#entries.set(key, entry);
    return entry;
  }
}
