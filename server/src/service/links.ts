/** From `$schema` to the schema. Keys have no links: every one would be underlined, and their hovers lead to the documentation. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { DocumentLink } from "vscode-languageserver-types";
import { findProperty } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";
import { rangeOf } from "./range.ts";

export function documentLinks(text: TextDocument, { document }: Analysis): DocumentLink[] {
  const schema = findProperty(document.root, "$schema")?.value;
  // Only where a click leads to a web page: a path would open whatever file the text names.
  if (schema?.type !== "string" || !/^https:\/\/[^\s"\\]+$/.test(schema.value)) return [];
  // Between the quotes: that is what one clicks on.
  const range = rangeOf(text, { offset: schema.offset + 1, length: schema.length - 2 });
  return [{ range, target: schema.value }];
}
