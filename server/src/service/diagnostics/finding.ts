import type { Node } from "jsonc-parser";
import type { Location } from "vscode-languageserver-types";
import { isObject, type JsonValue, propertyOf } from "../../../../document/effective.ts";
import type { TaskDocument } from "../../../../document/parse.ts";
import { findPlaceholders } from "../../../../document/placeholders.ts";
import { nodeAt } from "../../../../document/pointer.ts";
import type { Span, SyntaxDetail } from "../../../../document/problem.ts";
import type { Analysis } from "../analysis.ts";
import type { Holding } from "../conditions.ts";
import type { Locale, Path, Severity } from "../schema.ts";
import type { TaskSummary } from "./summary.ts";

type FindingKind =
  /** The text itself: not JSON, over a limit, a duplicate key. */
  | "text"
  /** A value of the wrong type. */
  | "type"
  /** A value that is not allowed, or doubtful. */
  | "value"
  /** A field that is not there, or there without a value. */
  | "missing"
  /** A field that does nothing. */
  | "no-effect"
  /** Nothing wrong, but worth knowing. */
  | "remark"
  | "unknown-key";

/** What quick fixes and other programs need to know: the `data` of a diagnostic. Holds no value of a secret field. */
export interface FindingData {
  /** `R05`, or a word for what is no rule: `syntax`. */
  rule: string;
  kind: FindingKind;
  /** JSON Pointer to the value concerned; for a missing field, to the object it is missing from. */
  pointer: string;
  /** Names of the fields concerned, in the object that holds them. */
  fields?: string[];
  /** What most probably was meant: the key for `unknown-key`, else the value. Absent when there is a choice. */
  suggestion?: JsonValue;
  /** For `syntax`: what is wrong with the text. */
  detail?: SyntaxDetail;
  /** For `unknown-key`: JSON Pointer to the object that has such a field. */
  belongsInto?: string;
}

/** Another place that a finding is about. */
export interface Related {
  message: string;
  at: Span | Location;
}

/** One thing to say about a document. */
export interface Finding {
  data: FindingData;
  severity: Severity;
  message: string;
  span: Span;
  related?: Related[];
  /** The text can go without changing what the file means. */
  unnecessary?: boolean;
}

/** What every check reads: one version of a document and what follows from it. */
export interface Context {
  readonly text: string;
  /** The text says nothing beyond the value. */
  readonly isWhole: boolean;
  /** The tree is made when it is first asked for. */
  readonly document: TaskDocument;
  readonly root: Node;
  /** The document's effective value. */
  readonly value: JsonValue;
  /** The schema's conditions that hold. */
  readonly held: readonly Holding[];
  readonly locale: Locale;
  /** The other task files of the workspace. */
  readonly others: readonly TaskSummary[];
  /** Of the file itself, for telling others from it; may be empty. */
  readonly uri: string;
}

/** Undefined for a document that is not an object: nothing but its text can be judged. */
export function createContext(
  analysis: Analysis,
  locale: Locale,
  others: readonly TaskSummary[],
  uri = "",
): Context | undefined {
  const { text, isWhole, value, held } = analysis;
  if (!isObject(value)) return undefined;
  return {
    text,
    isWhole,
    value,
    held,
    locale,
    others,
    uri,
    get document() {
      return analysis.document;
    },
    get root() {
      const { root } = analysis.document;
      if (!root) throw new Error("a document with a value has a tree");
      return root;
    },
  };
}

/** The value node at a path; undefined when there is none. */
export function valueNode({ root }: Context, path: Path): Node | undefined {
  return nodeAt(root, path);
}

/** The whole property (`"KafkaType": 0`) at a path. */
export function propertyNode(context: Context, path: Path): Node | undefined {
  return propertyOf(valueNode(context, path));
}

/** The key of the property at a path; undefined when there is none. */
export function keyNode(context: Context, path: Path): Node | undefined {
  return propertyNode(context, path)?.children?.[0];
}

export function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}

/** A part of a string's value, in UTF-16 code units; the whole literal where escapes make the places differ. */
export function spanInside({ text }: Context, node: Node, start: number, end: number): Span {
  const literal = text.slice(node.offset, node.offset + node.length);
  return literal.includes("\\") ? spanOf(node) : { offset: node.offset + 1 + start, length: end - start };
}

/** Whether a string's value is not known before the file is submitted. */
export function isUndecided(value: unknown): boolean {
  return typeof value === "string" && findPlaceholders(value).length > 0;
}

/** A value as a message names it: JSON, cut where it gets long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
