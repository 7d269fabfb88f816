/** When to try again: full jitter, and a quota that keeps many failing operations from hammering the server. */
import type { Random } from "../operation/ports.ts";

const CAP = 20_000;
const CAPACITY = 500;
const COST = 5;

/**
 * Milliseconds to wait: anywhere between 0 and `base` doubled per try, at most 20 s.
 * @param attempt 0 for the first time
 */
export function jitter(attempt: number, base: number, random: Random): number {
  return random() * Math.min(CAP, base * 2 ** attempt);
}

/** 100 retries in a row without a success between them, for all operations of a process. */
export class RetryQuota {
  #left = CAPACITY;

  take(): boolean {
    if (this.#left < COST) return false;
    this.#left -= COST;
    return true;
  }

  /** After a success. */
  refill(): void {
    this.#left = Math.min(CAPACITY, this.#left + COST);
  }
}
