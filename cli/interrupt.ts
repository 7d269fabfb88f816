/** Ctrl-C, and the end of a job or a terminal: first nothing more is begun, then what is under way is left. */
import * as l10n from "@vscode/l10n";
import { canShowProgress, tell } from "./terminal.ts";

/** How long what is under way may go on after the first Ctrl-C. Milliseconds. */
const GRACE = 3_000;

export class Interruption {
  readonly #controller = new AbortController();
  readonly #onSignal = () => this.#interrupt();
  /** Nobody is there who could mean more by a second one. */
  readonly #onHangup = () => this.isStopping || this.#interrupt();
  #timer: NodeJS.Timeout | undefined;
  /** Nothing more is to be begun. */
  isStopping = false;
  /** Something is under way that had better be finished. */
  hasBegun = false;

  constructor() {
    process.on("SIGINT", this.#onSignal).on("SIGTERM", this.#onSignal).on("SIGHUP", this.#onHangup);
  }

  /** Aborted when what is under way is to be left. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Signals end the process again, as usual. */
  close(): void {
    process.off("SIGINT", this.#onSignal).off("SIGTERM", this.#onSignal).off("SIGHUP", this.#onHangup);
    clearTimeout(this.#timer);
  }

  #interrupt(): void {
    const leaves = this.isStopping || !this.hasBegun;
    this.isStopping = true;
    if (leaves) {
      this.#controller.abort();
      return;
    }
    // Not behind the progress bar.
    if (canShowProgress()) tell("");
    tell(l10n.t("Interrupted: nothing more is sent. Waiting a moment for what is under way; Ctrl-C again leaves it."));
    this.#timer = setTimeout(() => this.#controller.abort(), GRACE);
  }
}
