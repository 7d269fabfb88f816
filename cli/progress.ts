/** A progress bar on standard error where a person watches; nothing anywhere else. */
import * as l10n from "@vscode/l10n";
import { SingleBar } from "cli-progress";
import type { Phase } from "../cloud/operation.ts";
import { canShowProgress } from "./terminal.ts";

export class Progress {
  readonly #total: number;
  readonly #bar: SingleBar | undefined;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
    if (canShowProgress()) this.#bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, barsize: 24 });
    this.resume();
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

function phaseText(phase: Phase): string {
  switch (phase) {
    case "preflight":
      return l10n.t("checking the file");
    case "lock":
      return l10n.t("waiting for its turn");
    case "pre-image":
      return l10n.t("listing the topic's tasks");
    case "connect":
      return l10n.t("connecting");
    case "sent":
      return l10n.t("sent, waiting for the answer");
    case "reconcile":
      return l10n.t("looking for the task in the cloud");
    case "write-back":
      return l10n.t("writing the Id");
    case "audit":
      return l10n.t("looking for duplicates");
  }
}
