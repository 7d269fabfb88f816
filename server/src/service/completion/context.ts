/** The document as it would be without what is being typed: which members are there, and which conditions hold. */

import type { Cursor } from "../../../../document/cursor.ts";
import { effectiveValue, type JsonValue, properties } from "../../../../document/effective.ts";
import { parseDocument } from "../../../../document/parse.ts";
import { nodeAt } from "../../../../document/pointer.ts";
import { type Holding, holding } from "../conditions.ts";
import { type Schema, schemaAt } from "../schema.ts";
import type { CompletionOptions } from "./completion.ts";

/** Stands in the text for the key or item at the caret, so that it parses. No field is named like it. */
const STAND_IN = "\u0000";

export class CompletionContext {
  readonly cursor: Cursor;
  readonly options: CompletionOptions;
  /** The effective value of the whole document. */
  readonly root: JsonValue;
  readonly held: Holding[];
  /** Keys of the object around the caret, those that count as absent included. */
  readonly present: ReadonlySet<string>;
  /** Of the value at the caret, or of the object a key belongs into. */
  readonly schema: Schema | undefined;

  constructor(source: string, cursor: Cursor, options: CompletionOptions) {
    this.cursor = cursor;
    this.options = options;
    const { root } = parseDocument(mended(source, cursor));
    this.root = root ? effectiveValue(root) : {};
    this.held = holding(this.root);
    const object = nodeAt(root, cursor.kind === "key" ? cursor.path : cursor.path.slice(0, -1));
    this.present = new Set(properties(object).map(({ name }) => name));
    this.schema = schemaAt(cursor.path);
  }
}

function mended(source: string, { kind, start, end, commaAt, commaAfter, hasColon }: Cursor): string {
  const member = kind === "key" && !hasColon ? `${JSON.stringify(STAND_IN)}:null` : JSON.stringify(STAND_IN);
  const before =
    commaAt === undefined ? source.slice(0, start) : `${source.slice(0, commaAt)},${source.slice(commaAt, start)}`;
  return before + (kind === "key" ? member : "null") + (commaAfter ? "," : "") + source.slice(end);
}
