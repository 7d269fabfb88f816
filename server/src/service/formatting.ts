/** Layout of a file or a part of it. Comments, values and line ends stay as they are. */
import { format } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FormattingOptions, Range, TextEdit } from "vscode-languageserver-types";
import { overLimit } from "../../../document/limits.ts";
import { rangeOf } from "./range.ts";

const BYTE_ORDER_MARK = "\uFEFF";

export function formattingEdits(text: TextDocument, options: FormattingOptions, range?: Range): TextEdit[] {
  const source = text.getText();
  if (overLimit(source)) return [];
  // To the library a byte order mark is an error, and it leaves what is around errors alone.
  const skipped = source.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const start = range ? Math.max(text.offsetAt(range.start) - skipped, 0) : 0;
  const part = range && { offset: start, length: Math.max(text.offsetAt(range.end) - skipped - start, 0) };
  const edits = format(source.slice(skipped), part, {
    tabSize: options.tabSize,
    insertSpaces: options.insertSpaces,
    // The library takes the last line break off unless it is to put one there.
    insertFinalNewline: options.insertFinalNewline === true || (!range && /[\r\n]\s*$/.test(source)),
    eol: source.includes("\r\n") ? "\r\n" : "\n",
  });
  return edits.map(({ offset, length, content }) => ({
    range: rangeOf(text, { offset: offset + skipped, length }),
    newText: content,
  }));
}
