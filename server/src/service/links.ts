/** From a key to its documentation, from `$schema` to the schema. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { DocumentLink } from "vscode-languageserver-types";
import { findProperty, properties } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";
import { type Locale, type Path, schemaAt, texts } from "./schema.ts";

export function documentLinks(text: TextDocument, { document }: Analysis, locale: Locale): DocumentLink[] {
  // Between the quotes: that is what one clicks on.
  const range = ({ offset, length }: Node) => ({
    start: text.positionAt(offset + 1),
    end: text.positionAt(offset + length - 1),
  });
  const links: DocumentLink[] = [];
  const visit = (node: Node | undefined, path: Path): void => {
    for (const { key, name, value } of properties(node)) {
      const schema = schemaAt([...path, name]);
      const target = schema && texts(schema, locale)["x-link"];
      if (target && key.length > 2) links.push({ range: range(key), target, tooltip: l10n.t("Documentation") });
      visit(value, [...path, name]);
    }
  };
  visit(document.root, []);
  const schema = findProperty(document.root, "$schema")?.value;
  // Only where a click leads to a web page: a path would open whatever file the text names.
  if (schema?.type === "string" && /^https:\/\/[^\s"\\]+$/.test(schema.value)) {
    links.push({ range: range(schema), target: schema.value });
  }
  return links;
}
