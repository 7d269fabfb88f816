/** What was accepted but takes effect later than its answer. */
import type { Fault } from "./faults.ts";

export class PendingCommits {
  #waiting = new Set<() => void>();

  schedule(commit: () => void, when: NonNullable<Fault["commit"]>): void {
    if (when === false) return;
    if (when === true) {
      commit();
      return;
    }
    this.#waiting.add(commit);
    if (when === "later") return;
    setTimeout(() => this.#run(commit), when.afterMs).unref();
  }

  /** @returns how many there were */
  commitAll(): number {
    const all = [...this.#waiting];
    for (const commit of all) this.#run(commit);
    return all.length;
  }

  clear(): void {
    this.#waiting.clear();
  }

  #run(commit: () => void): void {
    if (this.#waiting.delete(commit)) commit();
  }
}
