/** One version of a task file and what every feature asks of it. Each part is computed when first asked for, once. */
import { effectiveValue, type JsonValue } from "../../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../../document/parse.ts";
import { type Holding, holding } from "./conditions.ts";

export class Analysis {
  readonly document: TaskDocument;
  #value: JsonValue | undefined;
  #held: Holding[] | undefined;

  constructor(text: string) {
    this.document = parseDocument(text);
  }

  /** The effective value; undefined when the text has no tree. */
  get value(): JsonValue | undefined {
    const { root } = this.document;
    this.#value ??= root && effectiveValue(root);
    return this.#value;
  }

  /** The conditions that hold, in the schema's order. */
  get held(): Holding[] {
    this.#held ??= holding(this.value);
    return this.#held;
  }
}
