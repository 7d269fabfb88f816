/** A finding as `validate --format json` and the library give it: part of the interface. */

export type Severity = "error" | "warning" | "info" | "hint";

/** Zero-based, in UTF-16 units, as in the Language Server Protocol. */
export interface Position {
  line: number;
  character: number;
}

export interface Finding {
  /** As it was named; `<stdin>` for standard input without a name. */
  file: string;
  /** The diagnostic's code, as an editor shows it. */
  code: string;
  /** The rule's id (`R05`), or null for what is no rule, such as a syntax error. */
  rule: string | null;
  severity: Severity;
  message: string;
  /** JSON Pointer to the value concerned; for a missing field, to the object it is missing from. */
  pointer: string;
  range: { start: Position; end: Position };
}
