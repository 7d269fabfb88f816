/** What can be folded: objects, lists, comments of several lines and runs of line comments. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";
import { Token, tokens } from "../../../document/scan.ts";

export function foldingRanges(text: TextDocument): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const open: { line: number; kind: number }[] = [];
  const lineOf = (offset: number) => text.positionAt(offset).line;
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind) => {
    if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind && { kind }) });
  };
  let comments: { first: number; last: number } | undefined;
  for (const { kind, offset, end } of tokens(text.getText())) {
    if (kind === Token.Space || kind === Token.LineBreak) continue;
    if (kind === Token.LineComment) {
      const line = lineOf(offset);
      comments = comments?.last === line - 1 ? { ...comments, last: line } : { first: line, last: line };
      continue;
    }
    if (comments) add(comments.first, comments.last, FoldingRangeKind.Comment);
    comments = undefined;
    if (kind === Token.BlockComment) add(lineOf(offset), lineOf(end), FoldingRangeKind.Comment);
    else if (kind === Token.OpenBrace || kind === Token.OpenBracket) open.push({ line: lineOf(offset), kind });
    else if (kind === Token.CloseBrace || kind === Token.CloseBracket) {
      // The closing line stays visible.
      if (open.at(-1)?.kind === kind - 1) add(open.pop()?.line ?? 0, lineOf(offset) - 1);
    }
  }
  if (comments) add(comments.first, comments.last, FoldingRangeKind.Comment);
  return ranges;
}
