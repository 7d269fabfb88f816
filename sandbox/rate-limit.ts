/** At most so many requests of one action within any one second. */
export class RateLimit {
  readonly #now: () => number;
  readonly #recent = new Map<string, number[]>();

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a request and says whether it is within the limit. A refused request does not count. */
  admits(action: string, perSecond: number): boolean {
    const now = this.#now();
    const recent = (this.#recent.get(action) ?? []).filter((time) => time > now - 1000);
    const admitted = recent.length < perSecond;
    if (admitted) recent.push(now);
    this.#recent.set(action, recent);
    return admitted;
  }
}
