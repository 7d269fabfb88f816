import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { stripComments } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { DocumentSymbol, SelectionRange } from "vscode-languageserver-types";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { codeLenses } from "../../../server/src/service/code-lens.ts";
import { foldingRanges } from "../../../server/src/service/folding.ts";
import { formattingEdits } from "../../../server/src/service/formatting.ts";
import { inlayHints } from "../../../server/src/service/inlay-hints.ts";
import { documentLinks } from "../../../server/src/service/links.ts";
import { selectionRange } from "../../../server/src/service/selection.ts";
import { LEGEND, semanticTokens } from "../../../server/src/service/semantic-tokens.ts";
import { documentSymbols, flatSymbols } from "../../../server/src/service/symbols.ts";
import { objectText, runs } from "../../support/arbitrary.ts";
import { documentOf, withCaret } from "../../support/caret.ts";

const analysed = (source: string) => {
  const text = documentOf(source);
  return { text, analysis: new Analysis(source) };
};
const everything = (text: TextDocument) => ({ start: { line: 0, character: 0 }, end: text.positionAt(Infinity) });

describe("folding", () => {
  it("covers objects, lists and comments, and keeps the closing line", () => {
    const source = `{
  // one
  // two
  "a": [
    1
  ],
  /* three
     four */
  "b": {
    "c": 1
  },
  "d": {}
}`;
    const folded = foldingRanges(documentOf(source)).map(({ startLine, endLine, kind }) => [
      startLine,
      endLine,
      kind ?? "",
    ]);
    expect(folded.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [0, 11, ""],
      [1, 2, "comment"],
      [3, 4, ""],
      [6, 7, "comment"],
      [8, 9, ""],
    ]);
  });
});

describe("selection", () => {
  it("grows from the word to the document", () => {
    const { text, offset } = withCaret('{ "o": { "a": "x|y" } }');
    const steps: string[] = [];
    let range: SelectionRange | undefined = selectionRange(text, new Analysis(text.getText()), text.positionAt(offset));
    for (; range; range = range.parent) steps.push(text.getText(range.range));
    expect(steps).toEqual([
      "xy",
      '"xy"',
      '"a": "xy"',
      ' "a": "xy" ',
      '{ "a": "xy" }',
      '"o": { "a": "xy" }',
      ' "o": { "a": "xy" } ',
      '{ "o": { "a": "xy" } }',
    ]);
  });
});

describe("formatting", () => {
  const format = (source: string, range?: [number, number]) => {
    const text = documentOf(source);
    const part = range && { start: text.positionAt(range[0]), end: text.positionAt(range[1]) };
    return TextDocument.applyEdits(text, formattingEdits(text, { tabSize: 2, insertSpaces: true }, part));
  };

  it("keeps the last line break, and puts none where there is none", () => {
    expect(format('{"a":1}\r\n')).toBe('{\r\n  "a": 1\r\n}\r\n');
    expect(format('{"a":1}\n\n \n')).toBe('{\n  "a": 1\n}\n');
    expect(format('{"a":1} ')).toBe('{\n  "a": 1\n}');
  });

  it.each([
    ['{"a":1,// c\n"b":[1]}', '{\n  "a": 1, // c\n  "b": [\n    1\n  ]\n}'],
    ['{\r\n"a":1\r\n}', '{\r\n  "a": 1\r\n}'],
    ['\uFEFF{"a":1}', '\uFEFF{\n  "a": 1\n}'],
    ["", ""],
  ])("lays out %j", (source, expected) => {
    expect(format(source)).toBe(expected);
  });

  it("leaves the rest alone when asked for a part", () => {
    const source = '{\n  "a":1,\n  "b":2\n}';
    expect(format(source, [source.indexOf('"b"'), source.indexOf("\n}")])).toBe('{\n  "a":1,\n  "b": 2\n}');
  });

  it("changes white space only, once and for all", () => {
    const solid = (text: string) => text.replace(/[ \t\r\n]/g, "");
    fc.assert(
      fc.property(objectText, (source) => {
        const once = format(source);
        expect(solid(once)).toBe(solid(source));
        expect(format(once)).toBe(once);
        expect(JSON.parse(stripComments(once.replace(/^\uFEFF/, "")))).toEqual(
          JSON.parse(stripComments(source.replace(/^\uFEFF/, ""))),
        );
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("outline", () => {
  const outline = (symbols: DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, detail, children }) => [name, detail, ...(children ? [outline(children)] : [])]);

  it("says what values mean and keeps secrets", () => {
    const { text, analysis } = analysed(
      '{ "KafkaType": 1, "Protocol": { "Password": "p4ss" }, "LogRechargeRule": { "Keys": ["a"] } }',
    );
    expect(outline(documentSymbols(text, analysis, "en"))).toEqual([
      ["KafkaType", "1 · customer's Kafka"],
      ["Protocol", "", [["Password", "•••"]]],
      ["LogRechargeRule", "", [["Keys", "", [["[0]", "a"]]]]],
    ]);
  });

  it("is flat for clients without levels", () => {
    const { text, analysis } = analysed('{ "o": { "a": 1 } }');
    expect(flatSymbols(text, analysis, "en").map(({ name, containerName }) => [name, containerName])).toEqual([
      ["o", undefined],
      ["a", "o"],
    ]);
  });
});

describe("links", () => {
  it("lead from $schema to the web and nowhere else", () => {
    const { text, analysis } = analysed('{ "$schema": "https://example.com/s.json", "KafkaType": 1, "x": 2 }');
    const links = documentLinks(text, analysis).map(({ range, target }) => [text.getText(range), target]);
    expect(links).toEqual([["https://example.com/s.json", "https://example.com/s.json"]]);
    const hostile = analysed('{ "$schema": "command:evil", "Name": "file:///etc/passwd" }');
    expect(documentLinks(hostile.text, hostile.analysis)).toEqual([]);
  });
});

describe("colours", () => {
  it("mark where a placeholder's value comes from, and its name", () => {
    const { text, analysis } = analysed('{ "a": "\\n${env:HOME}-${secret:x.y}",\n  "🙂": ["${env:B}", "$env:C"] }');
    const { data } = semanticTokens(text, analysis);
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
      character = lines === 0 ? character + characters : characters;
      line += lines;
      const range = { start: { line, character }, end: { line, character: character + length } };
      found.push(`${LEGEND.tokenTypes[type]} ${text.getText(range)}`);
    }
    expect(found).toEqual([
      "keyword env",
      "variable HOME",
      "keyword secret",
      "variable x.y",
      "keyword env",
      "variable B",
    ]);
  });
});

describe("code lenses", () => {
  const titles = (source: string, ...commands: string[]) => {
    const { text, analysis } = analysed(source);
    return codeLenses(text, analysis, new Set(commands)).map(({ command }) => command?.title);
  };

  it("offer what the client can do, until there is a task", () => {
    expect(titles('{ "Name": "a" }', "recharge.submit", "recharge.previewRequest")).toEqual([
      "Submit",
      "Preview Request",
    ]);
    expect(titles('{ "Id": "" }', "recharge.submit")).toEqual(["Submit"]);
    expect(titles('{ "Name": "a" }')).toEqual([]);
    expect(titles('{ "Id": "x-1" }', "recharge.submit")).toEqual(["Created as x-1"]);
    expect(titles('{ "Id": "x-1" }', "recharge.compare")).toEqual([]);
    expect(titles("[]", "recharge.submit")).toEqual([]);
  });

  it("name the file", () => {
    const { text, analysis } = analysed("// note\n{}");
    const [lens] = codeLenses(text, analysis, new Set(["recharge.submit"]));
    expect(lens).toMatchObject({ range: { start: { line: 1 } }, command: { arguments: [text.uri] } });
  });
});

describe("inlay hints", () => {
  const hints = (source: string) => {
    const { text, analysis } = analysed(source);
    return inlayHints(text, analysis, everything(text), "en").map(({ label, position }) => [
      text.getText().slice(0, text.offsetAt(position)).split(/[ {]/).at(-1),
      label,
    ]);
  };

  it("say what numbers and switches mean", () => {
    expect(hints('{ "KafkaType": 1, "Offset": -1, "Name": "a", "x": 1 }')).toEqual([
      ["1", "customer's Kafka"],
      ["-1", "latest"],
    ]);
  });

  it("pair names with capture groups", () => {
    const rule = { RechargeType: "fullregex_log", LogRegex: "(\\S+) (?:x)(.*)", Keys: ["a", "b", "c"] };
    const source = JSON.stringify({ LogRechargeRule: rule });
    const { text, analysis } = analysed(source);
    const found = inlayHints(text, analysis, everything(text), "en");
    expect(
      found.map(({ label, position }) => [source.slice(0, position.character).split(/[[,]/).at(-1), label]),
    ).toEqual([
      ['"a"', "← (\\S+)"],
      ['"b"', "← (.*)"],
    ]);
    const other = analysed(source.replace("fullregex_log", "json_log"));
    expect(inlayHints(other.text, other.analysis, everything(other.text), "en")).toEqual([]);
  });

  it("are given for the asked lines only", () => {
    const { text, analysis } = analysed('{ "KafkaType": 1,\n  "Offset": -1 }');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 99 } };
    expect(inlayHints(text, analysis, range, "zh-cn").map(({ label }) => label)).toEqual(["最新"]);
  });
});

describe("every feature", () => {
  const sources = readdirSync("examples").map((name) => readFileSync(`examples/${name}`, "utf8"));

  it("answers about every truncation of a file", () => {
    const options = { tabSize: 2, insertSpaces: true };
    for (const source of sources) {
      for (let length = 0; length <= source.length; length += 3) {
        const { text, analysis } = analysed(source.slice(0, length));
        foldingRanges(text);
        documentSymbols(text, analysis, "en");
        documentLinks(text, analysis);
        semanticTokens(text, analysis);
        codeLenses(text, analysis, new Set(["recharge.submit"]));
        inlayHints(text, analysis, everything(text), "en");
        for (
          let at: SelectionRange | undefined = selectionRange(text, analysis, text.positionAt(length));
          at;
          at = at.parent
        ) {
          const inside = text.offsetAt(at.range.start) <= length && length <= text.offsetAt(at.range.end);
          expect(inside).toBe(true);
        }
        expect(TextDocument.applyEdits(text, formattingEdits(text, options)).replace(/\s/g, "")).toBe(
          text.getText().replace(/\s/g, ""),
        );
      }
    }
  });
});
