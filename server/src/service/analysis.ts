/** One version of a task file and what every feature asks of it. Each part is computed when first asked for, once. */
import { effectiveValue, type JsonValue } from "../../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../../document/parse.ts";
import type { Problem } from "../../../document/problem.ts";
import { wholeValue } from "../../../document/whole.ts";
import { type Holding, holding } from "./conditions.ts";

export class Analysis {
  readonly text: string;
  /** The text says nothing beyond {@link value}, and no member of it counts as absent. */
  readonly isWhole: boolean;
  #document: TaskDocument | undefined;
  #value: JsonValue | undefined;
  #held: Holding[] | undefined;

  /** @param readWhole another way to see at once what a plain text says */
  constructor(text: string, readWhole = wholeValue) {
    this.text = text;
    this.#value = readWhole(text);
    this.isWhole = this.#value !== undefined;
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
    if (this.#value !== undefined) return this.#value;
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
