import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it, vi } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Analysis, getDiagnostics } from "../../../server/src/service/index.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { isCommon, readRegex } from "../../../server/src/service/regex/regex.ts";

/** Captured by RE2, the witness; undefined when it refuses the pattern. */
function countedByRe2(pattern: string): number | undefined {
  try {
    return RE2JS.compile(pattern).groupCount();
  } catch {
    return undefined;
  }
}

describe("capture groups", () => {
  it("have their places and names", () => {
    const pattern = "a(b(c))(?:d)(?<year>\\d)(?P<month>e)";
    const found = readRegex(pattern).groups.map(({ start, end, name }) => [pattern.slice(start, end), name]);
    expect(found).toEqual([
      ["(b(c))", undefined],
      ["(c)", undefined],
      ["(?<year>\\d)", "year"],
      ["(?P<month>e)", "month"],
    ]);
  });

  it.each([
    ["\\(a\\)"],
    ["[(](a)[)]"],
    ["[]()](a)"],
    ["[^]()](a)"],
    ["[[:alpha:]()](a)"],
    ["[^(-[:alpha:]()"],
    ["[]-a](b)"],
    ["[[:a](b)"],
    ["[\\d-[:alpha:](](a)"],
    ["\\Q(a)\\E(b)"],
    ["(?i)(a)(?:b)(?i:c)"],
  ])("are counted as RE2 counts them: %s", (pattern) => {
    expect(readRegex(pattern).groups).toHaveLength(countedByRe2(pattern) ?? -1);
  });

  it("are counted as RE2 counts them, whatever it compiles", () => {
    const parts = fc.constantFrom(
      "(",
      ")",
      "(?:",
      "(?<n>",
      "(?i)",
      "[",
      "]",
      "[^",
      "\\(",
      "\\[",
      "\\]",
      "\\\\",
      "\\Q",
      "\\E",
      "[:alpha:]",
      "a",
      "|",
      "*",
      "+",
      "?",
      "{2}",
      "-",
    );
    let compiled = 0;
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const pattern = pieces.join("");
        const witness = countedByRe2(pattern);
        if (witness === undefined) return;
        compiled++;
        expect(readRegex(pattern).groups, pattern).toHaveLength(witness);
      }),
      { numRuns: 20_000 },
    );
    expect(compiled).toBeGreaterThan(1000);
  });
});

describe("what not every engine understands", () => {
  it.each([
    ["a(?=b)", "look-around", "(?="],
    ["(?<!a)b", "look-around", "(?<!"],
    ["(a)\\1", "back-reference", "\\1"],
    ["(?<n>a)\\k<n>", "back-reference", "\\k<n>"],
    ["(?>a)", "atomic-group", "(?>"],
    ["a++", "possessive-quantifier", "++"],
    ["a{2,3}+", "possessive-quantifier", "{2,3}+"],
    ["(?R)", "recursion", "(?R"],
    ["(?(1)a|b)", "condition", "(?("],
    ["(?#(a)", "comment", "(?#"],
    ["(?|a|b)", "branch-reset", "(?|"],
    ["(*FAIL)", "verb", "(*F"],
    ["a\\K", "pcre-escape", "\\K"],
    ["\\u0041", "unicode-escape", "\\u0041"],
    ["[^]", "empty-class", "[^]"],
  ])("is named with its place: %s", (pattern, kind, text) => {
    expect(readRegex(pattern).specials.map((one) => [one.kind, pattern.slice(one.start, one.end)])).toEqual([
      [kind, text],
    ]);
  });

  it.each([["a+?"], ["a*?b??"], ["(?P<n>\\d{2,}?)"], ["\\+\\+"], ["[a++]"], ["(?i:a)\\b\\z"]])(
    "is not in %s",
    (pattern) => {
      expect(readRegex(pattern).specials).toEqual([]);
    },
  );
});

/** Whether an engine, RE2's or JavaScript's own, takes a pattern. */
function takes(engine: { compile(pattern: string): unknown } | RegExpConstructor, pattern: string): boolean {
  try {
    return "compile" in engine ? Boolean(engine.compile(pattern)) : Boolean(new engine(pattern));
  } catch {
    return false;
  }
}

describe("what every engine understands", () => {
  it.each([['^(\\S+) \\[([^\\]]+)\\] "([A-Z]+) (\\S+)" (\\d{3})$'], ["(?:a|b)+?c*"], ["[\\w.:]{2,}"], ["日志: (.*)"]])(
    "is all there is in %s",
    (pattern) => {
      expect(isCommon(pattern)).toBe(true);
      expect(takes(RE2JS, pattern)).toBe(true);
    },
  );

  it("is taken by RE2 when JavaScript takes it, whatever it is", () => {
    const part = fc.constantFrom(
      ..."()[]{}^$|.*+?-,:\\<>=!&_ aAbdDsSwWnQEzZ059'\"/é日\ud800\u0000",
      ..."(?: (?<n> (?i) (?= [^ [a-z] [z-a] [\\d-z] [[:alpha:]] [:alpha:] {2} {2,} {99} {2,1} {1000} )* \\p{L} \\x41".split(
        " ",
      ),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const pattern = parts.join("");
        if (!isCommon(pattern) || !takes(RegExp, pattern)) return;
        taken++;
        expect(takes(RE2JS, pattern), pattern).toBe(true);
      }),
      { numRuns: 50_000 },
    );
    expect(taken).toBeGreaterThan(1000);
  });

  it("is within RE2's limits where it is largest and deepest", () => {
    for (const pattern of [`${"(".repeat(166)}a${")*".repeat(166)}`, "[^a]{99}".repeat(62)]) {
      expect(isCommon(pattern)).toBe(true);
      expect(takes(RE2JS, pattern)).toBe(true);
    }
  });
});

describe("a pattern of a file", () => {
  it("is read, and never run", async () => {
    await loadRegexEngine();
    const evil = ["^(a|aa)+$(?=x)", "^(a+)+$"];
    const LogRegex = JSON.stringify(evil[0]);
    const TimeRegex = JSON.stringify(evil[1]);
    const text = `{ "Name": "${"a".repeat(60)}!", "LogRechargeRule": { "RechargeType": "fullregex_log", "LogRegex": ${LogRegex}, "TimeRegex": ${TimeRegex}, "Keys": ["a"] } }`;
    const exec = vi.spyOn(RegExp.prototype, "exec");
    try {
      const document = TextDocument.create("file:///a.recharge.json", "recharge", 1, text);
      const found = getDiagnostics(document, new Analysis(text));
      expect(found.map(({ code }) => code)).toContain("R60");
      const run = exec.mock.contexts.map((pattern) => (pattern as RegExp).source);
      expect(run.length).toBeGreaterThan(0);
      for (const pattern of evil) expect(run).not.toContain(pattern);
    } finally {
      exec.mockRestore();
    }
  });
});
