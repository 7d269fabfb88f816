/** What can be wrong with the text itself, whatever the fields mean. */
type ProblemCode =
  /** Not JSON with comments; `args[0]` is a {@link SyntaxDetail}. */
  | "syntax"
  /** Nothing but white space and comments. */
  | "empty"
  /** JSON, but not an object. */
  | "not-an-object"
  /** Over a limit; `args[0]` is the limit. Nothing else is known about such a text. */
  | "too-large"
  | "too-deep"
  | "too-many-nodes"
  /** A key occurs twice in one object; `args[0]` is the key. Readers disagree which one counts. */
  | "duplicate-key"
  /** A key that JavaScript gives a meaning of its own; `args[0]` is the key. */
  | "prototype-key"
  /** A number JavaScript cannot hold exactly: it would be sent changed. `args` are the literal and what it would become. */
  | "inexact-number"
  /** Half of a UTF-16 pair: it has no UTF-8 form, so it would be sent changed. */
  | "lone-surrogate"
  /** `args[0]` is a placeholder that has no value. */
  | "unresolved-placeholder"
  /** `args[0]` is a placeholder whose value is empty, so that the field would silently vanish. */
  | "empty-placeholder";

export type SyntaxDetail =
  | "invalid-symbol"
  | "invalid-number"
  | "name-expected"
  | "value-expected"
  | "colon-expected"
  | "comma-expected"
  | "trailing-comma"
  | "brace-expected"
  | "bracket-expected"
  | "end-expected"
  | "unclosed-comment"
  | "unclosed-string"
  | "unfinished-number"
  | "invalid-unicode"
  | "invalid-escape"
  | "invalid-character";

/** A place in the text, in UTF-16 code units from its start. */
export interface Span {
  offset: number;
  length: number;
}

export interface Problem extends Span {
  code: ProblemCode;
  /** What the message names, in the order given at {@link ProblemCode}. */
  args: string[];
  /** The other place concerned: a duplicate key's first occurrence. */
  related?: Span;
}
