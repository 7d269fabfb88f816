/** Keeps to the API's rate: 20 requests a second for each action (product pages 614/56109 to 614/56114). */
import { setTimeout as sleep } from "node:timers/promises";

/** A little more than the second that is allowed: requests may travel at different speeds. Milliseconds. */
const PERIOD = 1_100;
const REQUESTS = 20;

/** One for the whole run: every worker waits for its turn here, in the order they came. */
export class RateLimit {
  readonly #starts: number[] = [];
  #last: Promise<void> = Promise.resolve();

  /** Resolves when another request may start; rejects with the signal's reason. */
  turn(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#wait(signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const oldest = this.#starts.length < REQUESTS ? undefined : this.#starts.shift();
    const rest = oldest === undefined ? 0 : oldest + PERIOD - performance.now();
    if (rest > 0) await sleep(rest, undefined, { signal });
    this.#starts.push(performance.now());
  }
}
