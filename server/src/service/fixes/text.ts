/** Slips of JSON itself, each where there is one way to read what was typed. */
import * as l10n from "@vscode/l10n";
import { applyEdits, type TextEdit } from "../../../../document/edit.ts";
import { lineBreakOf } from "../../../../document/layout.ts";
import { parseDocument } from "../../../../document/parse.ts";
import type { Span } from "../../../../document/problem.ts";
import { Token, tokens } from "../../../../document/scan.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { patternFields } from "../rules/patterns.ts";
import type { Fix, Source } from "./fix.ts";

/** Offered only if it leaves fewer mistakes behind. */
export function* mendText(finding: Finding, { document }: Pick<Source, "document">): Generator<Fix> {
  const { text, problems } = document;
  const fix = mended(finding, text);
  if (!fix || parseDocument(applyEdits(text, fix.edits)).problems.length >= problems.length) return;
  yield { ...fix, preferred: true };
}

function mended({ data, span }: Finding, text: string): Fix | undefined {
  const end = span.offset + span.length;
  const typed = text.slice(span.offset, end);
  switch (data.detail) {
    case "trailing-comma":
      return { title: l10n.t("Remove the comma"), edits: [replace(span, "")], safe: true };
    case "comma-expected":
      return { title: l10n.t("Insert the comma"), edits: [insert(end, ",")], safe: true };
    case "colon-expected":
      return { title: l10n.t("Insert the colon"), edits: [insert(end, ":")], safe: true };
    case "brace-expected":
    case "bracket-expected":
      return closing(text, end);
    case "invalid-escape": {
      const isPattern = patternFields.some((name) => data.pointer.endsWith(`/${name}`));
      const edits = [replace(span, isPattern ? escapedAll(typed) : escapedUnknown(typed))];
      return { title: l10n.t("Write the backslashes twice"), edits };
    }
    case "invalid-character":
      return { title: l10n.t("Write it as an escape"), edits: [replace(span, escapedControls(typed))] };
    case "invalid-symbol": {
      const meant = readable(typed);
      if (meant === undefined) return undefined;
      return { title: l10n.t("Change to {0}", meant), edits: [replace(span, meant)], safe: /^\W$/.test(typed) };
    }
    default:
      return undefined;
  }
}

function insert(offset: number, newText: string): TextEdit {
  return { offset, length: 0, newText };
}

function replace({ offset, length }: Span, newText: string): TextEdit {
  return { offset, length, newText };
}

/** Whatever is open at the end of the file: elsewhere nobody knows where an object was meant to end. */
function closing(text: string, end: number): Fix | undefined {
  if (text.slice(end).trim() !== "") return undefined;
  const eol = lineBreakOf(text);
  const brackets = openBrackets(text).map(({ closing, indent }) => (eol === undefined ? "" : eol + indent) + closing);
  return {
    title: l10n.t("Insert {0}", brackets.join("").replaceAll(/\s/g, "")),
    edits: [insert(end, brackets.join(""))],
  };
}

const CLOSING: Readonly<Record<number, string>> = { [Token.OpenBrace]: "}", [Token.OpenBracket]: "]" };

/** What has no end, the innermost first, with the indentation of its line. */
function openBrackets(text: string): { closing: string; indent: string }[] {
  const open: { closing: string; indent: string }[] = [];
  for (const { kind, offset } of tokens(text, { significant: true })) {
    const closing = CLOSING[kind];
    if (closing !== undefined)
      open.unshift({ closing, indent: /(?:^|[\r\n])([ \t]*)[^\r\n]*$/.exec(text.slice(0, offset))?.[1] ?? "" });
    else if (kind === Token.CloseBrace || kind === Token.CloseBracket) open.shift();
  }
  return open;
}

/** In a pattern `\b` was never meant to be a backspace. */
function escapedAll(literal: string): string {
  return literal.replaceAll(/\\(?:["\\]|u[\da-fA-F]{4})|\\/g, (found) => (found === "\\" ? "\\\\" : found));
}

function escapedUnknown(literal: string): string {
  return literal.replaceAll(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|\\/g, (found) => (found === "\\" ? "\\\\" : found));
}

function escapedControls(literal: string): string {
  return literal.replaceAll(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

const CONSTANTS: Readonly<Record<string, string>> = { true: "true", false: "false", none: "null", null: "null" };
/** As Chinese keyboards type them. */
const PUNCTUATION: Readonly<Record<string, string>> = {
  "，": ",",
  "：": ":",
  "｛": "{",
  "｝": "}",
  "［": "[",
  "］": "]",
};

/** What somebody meant who wrote Python, JavaScript or full-width signs. */
function readable(typed: string): string | undefined {
  const constant = CONSTANTS[typed.toLowerCase()];
  const quoted = /^(?:'([^'"\\]*)'|[“”]([^“”"\\]*)[“”])$/.exec(typed);
  if (quoted) return JSON.stringify(quoted[1] ?? quoted[2] ?? "");
  if (/^[A-Za-z_$][\w$-]*$/.test(typed)) return constant ?? JSON.stringify(typed);
  return PUNCTUATION[typed];
}
