/** What numbers and switches mean, beside them. */
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { InlayHint, Range } from "vscode-languageserver-types";
import { properties } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";
import { type Locale, labelOf, type Path, schemaAt } from "./schema.ts";

export function inlayHints(text: TextDocument, { document }: Analysis, range: Range, locale: Locale): InlayHint[] {
  const from = text.offsetAt(range.start);
  const to = text.offsetAt(range.end);
  const hints: InlayHint[] = [];
  const visit = (node: Node | undefined, path: Path): void => {
    for (const { name, value } of properties(node)) {
      const at = [...path, name];
      // Text values speak for themselves.
      const speaks = value?.type === "string";
      const label = value && !speaks ? labelOf(schemaAt(at), value.value, locale) : undefined;
      const end = value ? value.offset + value.length : 0;
      if (label && end >= from && end <= to) {
        hints.push({ position: text.positionAt(end), label, paddingLeft: true });
      }
      visit(value, at);
    }
  };
  visit(document.root, []);
  return hints;
}
