/** What to select next when a selection grows: the text of a string, the string, the property, the members, the object … */
import { findNodeAtOffset, type Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, SelectionRange } from "vscode-languageserver-types";
import type { Analysis } from "./analysis.ts";

export function selectionRange(text: TextDocument, { document }: Analysis, position: Position): SelectionRange {
  const offset = text.offsetAt(position);
  const spans: [number, number][] = [];
  let node: Node | undefined = document.root && findNodeAtOffset(document.root, offset, true);
  for (; node; node = node.parent) {
    const end = node.offset + node.length;
    const hasInside = node.type === "string" || node.type === "object" || node.type === "array";
    if (hasInside && offset > node.offset && offset < end) spans.push([node.offset + 1, end - 1]);
    spans.push([node.offset, end]);
  }
  const toRange = ([start, end]: [number, number]) => ({ start: text.positionAt(start), end: text.positionAt(end) });
  const outermost = spans.reduceRight<SelectionRange | undefined>((parent, span) => {
    // Half-typed text can make a node end before its parts do: the next selection must contain the last.
    if (parent && !contains(parent, toRange(span))) return parent;
    return { range: toRange(span), ...(parent && { parent }) };
  }, undefined);
  return outermost ?? { range: { start: position, end: position } };
}

function contains({ range: outer }: SelectionRange, inner: SelectionRange["range"]): boolean {
  const before = (a: Position, b: Position) => a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}
