/** A progress bar on standard error where a person watches; nothing anywhere else. */
import type { SingleBar } from "cli-progress";
import type { Phase } from "../../cloud/operation/operation.ts";
import { phaseText } from "../../cloud/operation/phase-text.ts";
import { canShowProgress } from "../terminal.ts";

export class Progress {
  readonly #total: number;
  readonly #bar: SingleBar | undefined;
  #done = 0;

  private constructor(total: number, bar: SingleBar | undefined) {
    this.#total = total;
    this.#bar = bar;
    this.resume();
  }

  static async of(total: number): Promise<Progress> {
    if (!canShowProgress()) return new Progress(total, undefined);
    const { SingleBar } = await import("cli-progress");
    return new Progress(total, new SingleBar({ format, clearOnComplete: true, hideCursor: true, barsize: 24 }));
  }

  at(phase: Phase): void {
    this.#bar?.update({ phase: phaseText(phase) });
  }

  /** One more file is through. */
  done(): void {
    this.#done++;
    this.#bar?.update(this.#done);
  }

  /** Clears the line, for a question or for good. */
  pause(): void {
    this.#bar?.stop();
  }

  resume(): void {
    this.#bar?.start(this.#total, this.#done, { phase: "" });
  }
}

const format = "{bar} {value}/{total}  {phase}";
