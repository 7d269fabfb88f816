/** Findings before and after their fixes. */
import type { Node } from "jsonc-parser";
import { applyEdits } from "../../../document/edit.ts";
import { effectiveValue, type JsonValue } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { nodeAt, toPointer } from "../../../document/pointer.ts";
import { Token, tokens } from "../../../document/scan.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { findings } from "../../../server/src/service/diagnostics/diagnostics.ts";
import type { Finding } from "../../../server/src/service/diagnostics/finding.ts";
import { type Fix, fixesFor } from "../../../server/src/service/fixes/index.ts";

export interface Fixed {
  finding: Finding;
  fix: Fix;
  /** The text with the fix. */
  after: string;
}

/** Every fix that edits the text, each on its own. @param rule of that rule only */
export function fixesIn(text: string, rule?: string): Fixed[] {
  const analysis = new Analysis(text);
  return findings(analysis, {})
    .filter(({ data }) => rule === undefined || data.rule === rule)
    .flatMap((finding) =>
      fixesFor(finding, analysis)
        .filter(({ edits }) => edits.length > 0)
        .map((fix) => ({ finding, fix, after: applyEdits(text, fix.edits) })),
    );
}

/** Whether a text still has a finding after an edit, wherever it moved: there may be several that say the same. */
export function remains(finding: Finding, before: string, after: string): boolean {
  return countOf(finding, after) >= countOf(finding, before);
}

function countOf({ data, message }: Finding, text: string): number {
  return findings(new Analysis(text), {}).filter(
    (other) => other.data.rule === data.rule && other.data.pointer === data.pointer && other.message === message,
  ).length;
}

/** Errors that came with an edit, as rule and pointer, but for fields that a new value demands and for the text itself. */
export function newErrors(before: string, after: string): string[] {
  const known = errorsIn(before);
  return errorsIn(after).filter((error) => !known.includes(error));
}

function errorsIn(text: string): string[] {
  return findings(new Analysis(text), {})
    .filter(({ severity, data }) => severity === "error" && data.kind !== "missing" && data.kind !== "text")
    .map(({ data }) => `${data.rule} ${data.pointer}`);
}

/** Comments, without those inside a property that a fix takes out. */
export function commentsIn(text: string, { finding, fix }: Partial<Fixed> = {}): string[] {
  const property = finding && nodeAt(parseDocument(text).root, finding.data.pointer)?.parent;
  const nameOf = (node: Node) => node.children?.[0]?.value;
  // Of two of one name either may go.
  const removed = fix?.title.startsWith("Remove")
    ? property?.parent?.children?.filter((sibling) => nameOf(sibling) === nameOf(property))
    : [];
  const isInside = (at: number) => removed?.some(({ offset, length }) => offset < at && at < offset + length);
  return [...tokens(text)]
    .filter(({ kind }) => kind === Token.LineComment || kind === Token.BlockComment)
    .filter(({ offset }) => !isInside(offset))
    .map(({ offset, end }) => text.slice(offset, end).trimEnd());
}

/** Every value of a text that is not an object or a list, by JSON Pointer. */
export function leaves(text: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const collect = (value: JsonValue, path: string[]): void => {
    if (typeof value !== "object" || value === null) found.set(toPointer(path), value);
    else for (const [key, member] of Object.entries(value)) collect(member, [...path, key]);
  };
  const { root } = parseDocument(text);
  if (root) collect(effectiveValue(root), []);
  return found;
}
