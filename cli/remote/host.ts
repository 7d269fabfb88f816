/** The runner's host in a terminal: progress, and its questions where a person can answer them. */
import * as l10n from "@vscode/l10n";
import type { Answer, Host, Phase, Question } from "../../cloud/operation/operation.ts";
import type { RecordedError } from "../../cloud/operation/outcome.ts";
import { questionText } from "../../cloud/operation/question-text.ts";
import { choose } from "../ask.ts";
import { printable, tell } from "../terminal.ts";
import type { Progress } from "./progress.ts";

/** Questions of several operations wait for each other. */
let lastQuestion: Promise<unknown> = Promise.resolve();

export class TerminalHost implements Host {
  readonly signal: AbortSignal;
  readonly #file: string;
  readonly #progress: Progress;
  readonly #mayAsk: boolean;

  constructor(file: string, progress: Progress, mayAsk: boolean, signal: AbortSignal) {
    this.#file = file;
    this.#progress = progress;
    this.#mayAsk = mayAsk;
    this.signal = signal;
  }

  report(phase: Phase): void {
    this.#progress.at(phase);
  }

  async ask(question: Question): Promise<Answer> {
    if (!this.#mayAsk) return { kind: "cancel" };
    const answer = lastQuestion.then(() => this.#put(question));
    lastQuestion = answer.catch(() => undefined);
    return answer;
  }

  rescue(id: string, why: RecordedError): void {
    this.#progress.pause();
    tell(
      l10n.t(
        "{0}: task {1} exists, but its Id could not be kept: {2} Note it down.",
        printable(this.#file),
        id,
        printable(why.message),
      ),
    );
    this.#progress.resume();
  }

  async #put(question: Question): Promise<Answer> {
    this.#progress.pause();
    try {
      const { message, choices } = questionText(question);
      const options = choices.map(({ label, detail, answer }) => ({
        label: printable(label),
        detail: printable(detail),
        value: answer,
      }));
      const text = printable(`${this.#file}: ${message}`);
      return (await choose(text, options, this.signal)) ?? { kind: "cancel" };
    } catch (error) {
      if (!this.signal.aborted) throw error;
      return { kind: "cancel" };
    } finally {
      this.#progress.resume();
    }
  }
}
