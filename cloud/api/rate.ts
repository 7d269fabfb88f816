/** Keeps to the API's rate: 20 requests a second for each action (product pages 614/56109 to 614/56114). */
import { type Clock, systemClock } from "../operation/ports.ts";

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
  readonly #clock: Clock;

  constructor(clock = systemClock) {
    this.#clock = clock;
  }

  /** Resolves when another request of this action may start, or when aborted; never rejects. */
  turn(action: string, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#queues.get(action) ?? { last: Promise.resolve(), starts: [] };
    this.#queues.set(action, queue);
    queue.last = queue.last.then(() => wait(queue.starts, this.#clock, signal));
    return queue.last;
  }
}

async function wait(starts: number[], clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  const oldest = starts.length < REQUESTS ? undefined : starts[0];
  if (oldest !== undefined) {
    const rest = oldest + PERIOD - clock.monotonic();
    if (rest > 0) await clock.sleep(rest, signal);
  }
  if (signal?.aborted) return;
  if (oldest !== undefined) starts.shift();
  starts.push(clock.monotonic());
}
