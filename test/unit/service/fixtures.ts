/** Task files that say in comments what is expected of them, under the line concerned: `//  ^^^^ R05 The message.` */
import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import { Analysis, type DiagnosticOptions, getDiagnostics } from "../../../server/src/service/index.ts";

export interface Fixture {
  textDocument: TextDocument;
  expected: Mark[];
}

/** What is said at a line: of a range over several lines only the first counts. */
export interface Mark {
  line: number;
  start: number;
  end: number;
  rule: string;
  message: string;
}

export function readFixture(path: string): Fixture {
  return parseFixture(path, readFileSync(path, "utf8"));
}

export function parseFixture(uri: string, text: string): Fixture {
  const lines = text.split("\n");
  const marks = lines.flatMap((line, index) => {
    const match = /^(\s*\/\/ *)(\^+) (\S+) ?(.*)$/.exec(line);
    const [, before = "", carets = "", rule = "", message = ""] = match ?? [];
    return match ? [{ line: index, start: before.length, end: before.length + carets.length, rule, message }] : [];
  });
  // Several marks may follow one line.
  const marked = new Set(marks.map(({ line }) => line));
  const expected = marks.map((mark) => {
    let line = mark.line - 1;
    while (marked.has(line)) line--;
    return { ...mark, line };
  });
  return { textDocument: TextDocument.create(uri, "recharge", 1, text), expected };
}

export function diagnose({ textDocument }: Fixture, options?: DiagnosticOptions): Diagnostic[] {
  return getDiagnostics(textDocument, new Analysis(textDocument.getText()), options);
}

export function toMark({ textDocument }: Fixture, { range, code, message }: Diagnostic): Mark {
  const { line, character: start } = range.start;
  const nextLine = textDocument.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const end = range.end.line === line ? range.end.character : nextLine.trimEnd().length;
  return { line, start, end, rule: String(code), message: String(message) };
}
