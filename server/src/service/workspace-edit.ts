/** Edits as a client applies them. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SnippetTextEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import type { TextEdit as OffsetEdit } from "../../../document/edit.ts";
import { lineStart } from "../../../document/layout.ts";
import type { Span } from "../../../document/problem.ts";
import { escapeSnippet } from "../../../document/snippet-text.ts";
import { rangeOf } from "./range.ts";

export interface EditSupport {
  /** Edits can name the version they are for: a client refuses them when the text has changed. */
  versioned: boolean;
  snippets: boolean;
}

/** @param edits of the document's text; they do not overlap */
export function workspaceEdit(
  document: TextDocument,
  edits: readonly OffsetEdit[],
  { versioned, snippets }: EditSupport,
): WorkspaceEdit {
  const plain = edits.map((edit) => toTextEdit(document, edit));
  if (!versioned) return { changes: { [document.uri]: plain } };
  const textDocument = { uri: document.uri, version: document.version };
  const withSnippets = edits.map((edit) => toSnippetEdit(document, edit, edits) ?? toTextEdit(document, edit));
  return { documentChanges: [{ textDocument, edits: snippets ? withSnippets : plain }] };
}

function toTextEdit(document: TextDocument, edit: OffsetEdit): TextEdit {
  return { range: rangeOf(document, edit), newText: edit.newText };
}

/**
 * Editors indent the lines of a snippet like the line it begins on. Ours are indented already: a snippet of several lines
 * begins at the start of its line, where there is nothing to add, or is none.
 */
function toSnippetEdit(
  document: TextDocument,
  edit: OffsetEdit,
  edits: readonly OffsetEdit[],
): SnippetTextEdit | undefined {
  const { offset, length, snippet } = edit;
  if (snippet === undefined) return undefined;
  const text = document.getText();
  const start = lineStart(text, offset);
  const isIndented = /^[ \t]/.test(text.slice(start, offset));
  if (!isIndented || !/[\r\n]/.test(snippet)) return snippetEdit(document, edit, snippet);
  if (edits.some((other) => other !== edit && other.offset < offset && other.offset + other.length >= start))
    return undefined;
  const line = { offset: start, length: offset - start + length };
  return snippetEdit(document, line, escapeSnippet(text.slice(start, offset)) + snippet);
}

function snippetEdit(document: TextDocument, span: Span, value: string): SnippetTextEdit {
  return { range: rangeOf(document, span), snippet: { kind: "snippet", value } };
}
