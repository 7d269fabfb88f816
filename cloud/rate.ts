/** Keeps to the API's rate: 20 requests a second for each action (product pages 614/56109 to 614/56114). */
import { setTimeout as sleep } from "node:timers/promises";

/** A little more than the second that is allowed: requests may travel at different speeds. Milliseconds. */
const PERIOD = 1_100;
const REQUESTS = 20;

interface Queue {
  last: Promise<void>;
  /** When the latest requests started, oldest first, at most as many as a period allows. Milliseconds. */
  starts: number[];
}

/** One for the whole run: every worker waits for its turn here, in the order they came. */
export class RateLimit {
  readonly #queues = new Map<string, Queue>();

  /** Resolves when another request of this action may start; rejects with the signal's reason. */
  turn(action: string, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#queues.get(action) ?? { last: Promise.resolve(), starts: [] };
    this.#queues.set(action, queue);
    const turn = queue.last.then(() => wait(queue.starts, signal));
    queue.last = turn.catch(() => undefined);
    return turn;
  }
}

async function wait(starts: number[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const oldest = starts.length < REQUESTS ? undefined : starts[0];
  if (oldest !== undefined) {
    const rest = oldest + PERIOD - performance.now();
    if (rest > 0) await sleep(rest, undefined, signal && { signal });
    starts.shift();
  }
  starts.push(performance.now());
}
