/** Keys that no field has: renamed to the field that was meant, or moved into the object that has it. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { Draft } from "../../../../document/draft.ts";
import { removeMember, replaceNode, type TextEdit } from "../../../../document/edit.ts";
import { countsAsAbsent, findProperty } from "../../../../document/effective.ts";
import { insertProperty } from "../../../../document/insert.ts";
import { type Layout, layoutAt, ONE_LINE } from "../../../../document/layout.ts";
import { parseDocument } from "../../../../document/parse.ts";
import { fromPointer, nodeAt, toPointer } from "../../../../document/pointer.ts";
import { hasComments } from "../../../../document/scan.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { isSameWord } from "../diagnostics/suggest.ts";
import { type Fix, isEditable, propertyAt, type Source } from "./fix.ts";
import { memberBefore } from "./missing.ts";

export function* renameKey({ data, span }: Finding, source: Source): Generator<Fix> {
  const { suggestion, fields: [name = ""] = [] } = data;
  if (data.kind !== "unknown-key" || typeof suggestion !== "string" || data.belongsInto !== undefined) return;
  const [key, value] = propertyAt(source, span.offset)?.children ?? [];
  // Without a value the quote may be in the wrong place: `"Name: "orders"`.
  if (!key || !value) return;
  yield {
    title: l10n.t("Rename to {0}", suggestion),
    edits: [replaceNode(key, JSON.stringify(suggestion))],
    preferred: true,
    safe: isSameWord(name, suggestion),
    creates: toPointer([...fromPointer(data.pointer).slice(0, -1), suggestion]),
  };
}

export function* moveKey({ data, span }: Finding, source: Source): Generator<Fix> {
  const { suggestion: name, belongsInto } = data;
  if (data.kind !== "unknown-key" || typeof name !== "string" || belongsInto === undefined) return;
  const property = propertyAt(source, span.offset);
  const value = property?.children?.[1];
  if (!property || !value || !isEditable(source)) return;
  // A comment between key and value would stay behind without either.
  const between = { offset: property.offset, length: value.offset - property.offset };
  if (hasComments(source.text, between)) return;
  const target = fromPointer(belongsInto);
  const edits = moved(source.text, property, value, [...target, name]);
  if (!edits) return;
  const title =
    target.length === 0 ? l10n.t("Move to the top level") : l10n.t("Move {0} into {1}", name, target.join("."));
  yield { title, edits, preferred: true, creates: toPointer([...target, name]) };
}

/** Undefined where the field is set already, or there is nothing to move into. */
function moved(text: string, property: Node, value: Node, path: string[]): TextEdit[] | undefined {
  const literal = text.slice(value.offset, value.offset + value.length);
  const from = layoutAt(text, value.offset);
  const draft = new Draft(text);
  draft.apply(removeMember(text, property));
  const { root } = parseDocument(draft.text);
  const name = path.at(-1) ?? "";
  const holder = nodeAt(root, path.slice(0, -1));
  const print = (layout: Layout) => indented(literal, from, layout);
  if (holder?.type === "object") {
    const written = findProperty(holder, name)?.value;
    if (written && !countsAsAbsent(written)) return undefined;
    draft.apply(
      written
        ? [replaceNode(written, print(layoutAt(draft.text, written.offset)))]
        : insertProperty(draft.text, holder, { name, print, after: memberBefore(holder, path) }),
    );
    return draft.edits();
  }
  // The object is not there: it comes with its first member.
  const parent = nodeAt(root, path.slice(0, -2));
  if (holder || parent?.type !== "object") return undefined;
  const object = (layout: Layout) => {
    const inner = { ...layout, base: layout.base + layout.unit };
    return `{${layout.eol}${inner.base}${JSON.stringify(name)}: ${print(inner)}${layout.eol}${layout.base}}`;
  };
  const after = memberBefore(parent, path.slice(0, -1));
  draft.apply(insertProperty(draft.text, parent, { name: path.at(-2) ?? "", print: object, after }));
  return draft.edits();
}

/** A literal of several lines, from one indentation to another. */
function indented(literal: string, from: Layout, to: Layout): string {
  if (to === ONE_LINE) return literal;
  return literal.replaceAll(/(\r\n|\r|\n)([ \t]*)/g, (_, eol: string, indent: string) =>
    indent.startsWith(from.base) ? eol + to.base + indent.slice(from.base.length) : eol + indent,
  );
}
