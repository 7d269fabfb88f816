import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../document/limits.ts";
import { problemMessage } from "../../../document/messages.ts";
import { parseDocument } from "../../../document/parse.ts";

/** Problems as "code[detail]@text they cover". */
function problems(text: string): string[] {
  return parseDocument(text).problems.map(
    ({ code, args, offset, length }) => `${code === "syntax" ? args[0] : code}@${text.slice(offset, offset + length)}`,
  );
}

describe("parseDocument", () => {
  it.each([
    ["comments, a byte order mark, CRLF", '\uFEFF// one\r\n{ /* two */ "Name": "名字🙂" }\r\n// three'],
    ["an empty object", "{}"],
  ])("accepts %s", (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['{ "a": 1 "b": 2 }', ["comma-expected@1"]],
    ['{ "a": 1 // one\n  "b": 2 }', ["comma-expected@1"]],
    ['{ "a" 1 }', ['colon-expected@"']],
    ['{ "a": }', ["value-expected@}"]],
    ['{ "a": 1, }', ["trailing-comma@,"]],
    ['{ "a": [1, ] }', ["trailing-comma@,"]],
    ["{ a: 1 }", ["invalid-symbol@a"]],
    ["{ 'a': 1 }", ["invalid-symbol@'a'"]],
    ['{ "a": abc, "b": 1 }', ["invalid-symbol@abc"]],
    ['{ "a": "x\n}', ['unclosed-string@"x']],
    ['{ "a": 1', ["brace-expected@1"]],
    ['{ "a": { "b": 1', ["brace-expected@1"]],
    ['{ "a": [1', ["bracket-expected@1", "brace-expected@1"]],
    ['{ "a": "\\q" }', ['invalid-escape@"\\q"']],
    ["{} {}", ["end-expected@{"]],
    ["{} /* never closed", ["unclosed-comment@/* never closed"]],
  ])("reports %j once, where it is", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    ["", "empty@"],
    ["  // only a comment\n", "empty@"],
    ["[1, 2]", "not-an-object@["],
    ['"text"', 'not-an-object@"text"'],
    ['{ "Id": "a", "Id": "b" }', 'duplicate-key@"Id"'],
    ['{ "Id": "a", "\\u0049d": "b" }', 'duplicate-key@"\\u0049d"'],
    ['{ "a": { "__proto__": {} } }', 'prototype-key@"__proto__"'],
    ['{ "constructor": 1 }', 'prototype-key@"constructor"'],
  ])("names what is special about %j", (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  it("points from a duplicate to the first occurrence", () => {
    expect(parseDocument('{ "a": 1, "a": 2 }').problems[0]).toMatchObject({
      offset: 10,
      related: { offset: 2, length: 3 },
    });
  });

  it("stops at its limits and not before", () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const list = (items: number) => `{"a":[${Array(items).fill(1).join(",")}]}`;
    const padded = (length: number) => `{}${" ".repeat(length - 2)}`;
    expect(problems(nested(LIMITS.depth))).toEqual([]);
    expect(problems(nested(LIMITS.depth + 1))).toEqual(["too-deep@{"]);
    expect(problems(list(LIMITS.nodes - 3))).toEqual([]);
    expect(problems(list(LIMITS.nodes - 2))).toEqual(["too-many-nodes@1"]);
    expect(problems(padded(LIMITS.length))).toEqual([]);
    expect(problems(padded(LIMITS.length + 1))).toEqual(["too-large@{"]);
  });

  it.each([
    ["[".repeat(1_000_000), "too-deep"],
    ['{"a":'.repeat(200_000), "too-deep"],
    ["[}".repeat(400_000), "too-deep"],
    ["[]".repeat(400_000), "too-many-nodes"],
    ["x".repeat(10_000_000), "too-large"],
  ])("survives hostile text (%#)", (text, code) => {
    expect(parseDocument(text).problems.map((problem) => problem.code)).toEqual([code]);
  });

  it("words every problem", () => {
    for (const text of ["", "[]", "{", '{"a":1,"a":1}', '{"__proto__":1}', "[".repeat(100)]) {
      for (const problem of parseDocument(text).problems) expect(problemMessage(problem)).toMatch(/^\S.*\.$/);
    }
  });
});
