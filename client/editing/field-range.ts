/** Where a part of a file stands in an editor. */
import * as vscode from "vscode";
import { properties } from "../../document/effective.ts";
import { parseDocument } from "../../document/parse.ts";
import { fromPointer, nodeAt, toPointer } from "../../document/pointer.ts";
import type { Span } from "../../document/problem.ts";

export function rangeOf(document: vscode.TextDocument, { offset, length }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/**
 * A field's value; for a field that is absent the first key of the object it belongs into, its text then being empty.
 * @param pointer JSON Pointer
 */
export function locate(document: vscode.TextDocument, pointer: string): { range: vscode.Range; text: string } {
  const { root } = parseDocument(document.getText());
  const node = nodeAt(root, pointer);
  const parent = nodeAt(root, toPointer(fromPointer(pointer).slice(0, -1))) ?? root;
  const range = rangeOf(document, node ?? properties(parent)[0]?.key ?? { offset: 0, length: 1 });
  return { range, text: node ? document.getText(range) : "" };
}
