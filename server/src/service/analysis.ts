/** One version of a task file and what every feature asks of it. Each part is computed when first asked for, once. */
import type { TextEdit } from "../../../document/edit.ts";
import { effectiveValue, type JsonValue } from "../../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../../document/parse.ts";
import type { Problem } from "../../../document/problem.ts";
import { reparse } from "../../../document/reparse.ts";
import { wholeValue } from "../../../document/whole.ts";
import { type Holding, holding } from "./conditions.ts";

export class Analysis {
  readonly text: string;
  readonly #readWhole: typeof wholeValue;
  #isWhole: boolean | undefined;
  #document: TaskDocument | undefined;
  #value: JsonValue | undefined;
  #held: Holding[] | undefined;

  /** @param readWhole another way to see at once what a plain text says */
  constructor(text: string, readWhole = wholeValue) {
    this.text = text;
    this.#readWhole = readWhole;
  }

  /** The next version. It takes over what it can of the tree of this one. @param text after the edit */
  edited(text: string, edit: TextEdit): Analysis {
    const next = new Analysis(text, this.#readWhole);
    next.#document = this.#document && reparse(this.#document, text, edit);
    if (next.#document) this.#document = undefined;
    return next;
  }

  /** The text says nothing beyond {@link value}, and no member of it counts as absent. */
  get isWhole(): boolean {
    if (this.#isWhole === undefined) {
      const whole = this.#readWhole(this.text);
      this.#isWhole = whole !== undefined;
      this.#value ??= whole;
    }
    return this.#isWhole;
  }

  /** The text's tree. To look for what is wrong with a whole text, nobody needs it. */
  get document(): TaskDocument {
    this.#document ??= parseDocument(this.text);
    return this.#document;
  }

  /** What is wrong with the text as JSON. */
  get problems(): readonly Problem[] {
    return this.isWhole ? [] : this.document.problems;
  }

  /** The effective value; undefined when the text has no tree. */
  get value(): JsonValue | undefined {
    if (this.isWhole || this.#value !== undefined) return this.#value;
    const { root } = this.document;
    this.#value = root && effectiveValue(root);
    return this.#value;
  }

  /** The conditions that hold, in the schema's order. */
  get held(): Holding[] {
    this.#held ??= holding(this.value);
    return this.#held;
  }
}
