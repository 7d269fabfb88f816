import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Problem, SyntaxDetail } from "./problem.ts";
import { type ScannedToken, Token, tokens } from "./scan.ts";

const DETAILS: Record<string, SyntaxDetail> = {
  InvalidSymbol: "invalid-symbol",
  InvalidNumberFormat: "invalid-number",
  PropertyNameExpected: "name-expected",
  ValueExpected: "value-expected",
  ColonExpected: "colon-expected",
  CommaExpected: "comma-expected",
  CloseBraceExpected: "brace-expected",
  CloseBracketExpected: "bracket-expected",
  EndOfFileExpected: "end-expected",
  UnexpectedEndOfComment: "unclosed-comment",
  UnexpectedEndOfString: "unclosed-string",
  UnexpectedEndOfNumber: "unfinished-number",
  InvalidUnicode: "invalid-unicode",
  InvalidEscapeCharacter: "invalid-escape",
  InvalidCharacter: "invalid-character",
};

/** What the parser says when something it needs is not there, as opposed to what a token is made of. */
const STRUCTURAL = new Set<SyntaxDetail>(["name-expected", "value-expected", "colon-expected", "comma-expected"]);

/** The tree of a text with comments (no trailing commas), however broken, and one problem per mistake. */
export function parseSyntax(text: string): { root: Node | undefined; problems: Problem[] } {
  const errors: ParseError[] = [];
  // A byte order mark is allowed before JSON but unknown to the parser. Same length, so that offsets stay.
  const root = parseTree(text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text, errors, { allowEmptyContent: true });
  return { root, problems: errors.length === 0 ? [] : refine(text, errors) };
}

/** The parser reports a mistake where it notices it, and often more than once. Keeps one per mistake, where it is. */
function refine(text: string, errors: ParseError[]): Problem[] {
  const before = precedingTokens(text, errors);
  const problems: Problem[] = [];
  let previous: { detail: SyntaxDetail; end: number } | undefined;
  for (const error of errors) {
    const detail = DETAILS[printParseErrorCode(error.error)] ?? "invalid-symbol";
    const token = before.get(error.offset);
    const consequence =
      STRUCTURAL.has(detail) &&
      previous !== undefined &&
      (previous.detail === "name-expected" ||
        previous.end === token?.end ||
        previous.end === error.offset + error.length);
    const problem = place(detail, error, token, text);
    // Two braces that are missing at the end are missing in one place, and one sentence says so.
    if (!consequence && !isSame(problem, problems.at(-1))) problems.push(problem);
    previous = { detail, end: error.offset + error.length };
  }
  return problems;
}

function isSame(one: Problem, other: Problem | undefined): boolean {
  return one.offset === other?.offset && one.length === other.length && one.args[0] === other.args[0];
}

function place(detail: SyntaxDetail, error: ParseError, before: ScannedToken | undefined, text: string): Problem {
  const at = (span: { offset: number; end: number }, what = detail): Problem => ({
    code: "syntax",
    offset: span.offset,
    length: span.end - span.offset,
    args: [what],
  });
  const closes = text[error.offset] === "}" || text[error.offset] === "]";
  if (before?.kind === Token.Comma && STRUCTURAL.has(detail) && closes) return at(before, "trailing-comma");
  // What is missing belongs after the last token, not before the next one, which may be lines away.
  const missing = detail === "comma-expected" || detail === "colon-expected" || error.length === 0;
  if (missing && before) return at({ offset: before.end - 1, end: before.end });
  return at({ offset: error.offset, end: error.offset + error.length });
}

/** For each error's offset the last significant token before it. */
function precedingTokens(text: string, errors: ParseError[]): Map<number, ScannedToken | undefined> {
  const offsets = new Set(errors.map((error) => error.offset));
  const found = new Map<number, ScannedToken | undefined>();
  let last: ScannedToken | undefined;
  for (const token of tokens(text, { significant: true })) {
    if (offsets.has(token.offset)) found.set(token.offset, last);
    last = token;
  }
  if (offsets.has(text.length)) found.set(text.length, last);
  return found;
}
