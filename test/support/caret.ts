import { TextDocument } from "vscode-languageserver-textdocument";
import { type CompletionItem, TextEdit } from "vscode-languageserver-types";
import type { CompletionOptions } from "../../server/src/service/completion/completion.ts";

/** Of a client that knows everything but snippets. */
export const OPTIONS: CompletionOptions = {
  locale: "en",
  snippets: false,
  markdown: true,
  labelDetails: true,
  insertTextMode: true,
};

/** A text with one caret, written `|`. */
export function withCaret(marked: string): { text: TextDocument; offset: number } {
  const offset = marked.indexOf("|");
  if (offset < 0) throw new Error("no caret");
  return { text: documentOf(marked.slice(0, offset) + marked.slice(offset + 1)), offset };
}

export function documentOf(text: string): TextDocument {
  return TextDocument.create("file:///a.recharge.json", "recharge", 1, text);
}

/** The text after a client has inserted an item. */
export function accept(text: TextDocument, { textEdit, additionalTextEdits = [] }: CompletionItem): string {
  if (!TextEdit.is(textEdit)) throw new Error("no text edit");
  return TextDocument.applyEdits(text, [textEdit, ...additionalTextEdits]);
}
