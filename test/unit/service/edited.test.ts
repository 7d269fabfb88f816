/** After an edit most of a tree, and of what was found in it, is taken over: the same must come out as from the text alone. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { Node } from "jsonc-parser";
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits, type TextEdit } from "../../../document/edit.ts";
import { LIMITS } from "../../../document/limits.ts";
import { parseDocument } from "../../../document/parse.ts";
import { nodeAt } from "../../../document/pointer.ts";
import { reparse } from "../../../document/reparse.ts";
import { Token, tokens } from "../../../document/scan.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { getDiagnostics } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { objectText, runs } from "../../support/arbitrary.ts";
import { documentOf } from "../../support/caret.ts";

beforeAll(loadRegexEngine);

const files = ["test/fixtures/rules", "examples"].flatMap((folder) =>
  readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8")),
);

/** Of short lists nothing is kept. */
const longLists = ["name", "${env:A}", "a.b", "\u200b"].map((name) => {
  const names = Array.from({ length: 33 }, (_, index) => `${name}${index % 32}`);
  const rule = { RechargeType: "delimiter_log", Keys: ["a", ...names], TimeKey: "name1", Metadata: names };
  return JSON.stringify({ LogRechargeRule: rule, Name: "a", Other: { c: names.map((c, index) => ({ c, index })) } });
});

/** A tree without its cycles: of each node what the parser says, and whether it knows what it lies in. */
function plain(node: Node, parent?: Node): unknown {
  const { children, parent: known, ...rest } = node;
  return { ...rest, hasParent: known === parent, children: children?.map((child) => plain(child, node)) };
}

function expectTheSame(analysis: Analysis, text: string): void {
  const anew = new Analysis(text);
  expect(analysis.text).toBe(text);
  expect(analysis.value, text).toEqual(anew.value);
  const document = documentOf(text);
  expect(getDiagnostics(document, analysis), text).toEqual(getDiagnostics(document, anew));
  const [root, rootAnew] = [analysis.document.root, anew.document.root];
  expect(root && plain(root), text).toEqual(rootAnew && plain(rootAnew));
  expect(analysis.document.problems, text).toEqual(anew.document.problems);
}

const VALUES = [
  ...[
    '""',
    '"a"',
    '"${env:A}"',
    '"${x}"',
    '"\u200b"',
    '"\\ud800"',
    '"名字🙂"',
    "null",
    "0",
    "7",
    "1.0",
    "1e400",
    "[]",
    "{}",
  ],
  ...[
    '{"b": ["c", 1]}',
    '[1, [2, {"Name": "x"}]]',
    '["a", "a.b", "a"]',
    '{"a": 1, "a": 2}',
    '1, "b": 2',
    "1, 2",
    "// 1\n2",
  ],
];
const PIECES = [
  ...["", "a", "7", "-", ".", "e1", "\\", '"', "{", "}", "[", "]", ",", ":", "/", "*", "//", "/*", "*/", "/**/", " "],
  ...["\n", "\r\n", '"__proto__": 1,', '"KafkaType": 1,', "\u00a0", "\ufeff", "\ud83d"],
];

/** Where it is is told by a token, so that it can be done to any text. */
interface Change {
  token: number;
  from: number;
  length: number;
  newText: string;
}

/** The token may also be a key. */
const anotherValue: fc.Arbitrary<Change> = fc.record({
  token: fc.nat(),
  from: fc.constant(0),
  length: fc.constant(Number.POSITIVE_INFINITY),
  newText: fc.constantFrom(...VALUES),
});
const anyChange: fc.Arbitrary<Change> = fc.record({
  token: fc.nat(),
  from: fc.nat(6),
  length: fc.nat(3),
  newText: fc.constantFrom(...PIECES, ...VALUES),
});

function toEdit(text: string, { token, from, length, newText }: Change): TextEdit {
  const words = [...tokens(text)].filter(({ kind }) => kind >= Token.Null && kind < Token.LineBreak);
  const { offset, end } = words[token % words.length] ?? { offset: 0, end: 0 };
  const start = Math.min(offset + from, text.length);
  const rest = length === Number.POSITIVE_INFINITY ? end : Math.min(start + length, text.length);
  return { offset: start, length: rest - start, newText };
}

function inverse(text: string, { offset, length, newText }: TextEdit): TextEdit {
  return { offset, length: newText.length, newText: text.slice(offset, offset + length) };
}

describe("a document after edits", () => {
  it("is what its text says, whatever the edits", () => {
    const seen = { takenOver: 0, anew: 0 };
    const start = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...files) },
      fc.constantFrom(...longLists),
      objectText,
    );
    fc.assert(
      fc.property(
        start,
        fc.array(fc.oneof({ weight: 2, arbitrary: anotherValue }, anyChange), { maxLength: 10 }),
        (initial, changes) => {
          let analysis = new Analysis(initial);
          expectTheSame(analysis, initial);
          const apply = (edit: TextEdit) => {
            const members = new Set(analysis.document.root?.children);
            analysis = analysis.edited(applyEdits(analysis.text, [edit]), edit);
            expectTheSame(analysis, analysis.text);
            seen[analysis.document.root?.children?.some((member) => members.has(member)) ? "takenOver" : "anew"]++;
          };
          for (const change of changes) {
            const edit = toEdit(analysis.text, change);
            const back = inverse(analysis.text, edit);
            apply(edit);
            // Of a broken text nothing is taken over.
            if (analysis.document.problems.length > 0) apply(back);
          }
        },
      ),
      { numRuns: runs(250) },
    );
    // Both ways must have been gone, or the test shows nothing.
    expect(seen.takenOver).toBeGreaterThan(100);
    expect(seen.anew).toBeGreaterThan(100);
  });

  it("keeps the nodes that an edit is not in, moved along", () => {
    const text = '{ "a": ["b", "c", "d"], "e": { "f": 1 } }';
    const before = parseDocument(text);
    const [b, c, d] = nodeAt(before.root, "/a")?.children ?? [];
    const f = nodeAt(before.root, "/e/f");
    const edit = { offset: text.indexOf('c"'), length: 1, newText: "longer" };
    const edited = applyEdits(text, [edit]);
    const after = reparse(before, edited, edit);
    const items = nodeAt(after?.root, "/a")?.children ?? [];
    expect(items[0]).toBe(b);
    expect(items[1]).not.toBe(c);
    expect(items[2]).toBe(d);
    expect(d?.offset).toBe(edited.indexOf('"d"'));
    expect(nodeAt(after?.root, "/e/f")).toBe(f);
    expect(f?.offset).toBe(edited.indexOf("1"));
  });

  it.each([
    ["too-many-nodes", JSON.stringify({ a: Array.from({ length: LIMITS.nodes - 5 }, () => 1), b: "x" }), "[1, 2, 3]"],
    ["too-deep", JSON.stringify({ b: "x" }), "[".repeat(LIMITS.depth) + "]".repeat(LIMITS.depth)],
    ["too-large", JSON.stringify({ b: "x", c: "c".repeat(LIMITS.length - 30) }), JSON.stringify("x".repeat(30))],
  ])("is still held to the limits: %s", (code, text, newText) => {
    const analysis = new Analysis(text);
    expect(analysis.document.problems).toEqual([]);
    const edit = { offset: text.indexOf('"x"'), length: 3, newText };
    const { problems } = analysis.edited(applyEdits(text, [edit]), edit).document;
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it("leaves the version before as it was", () => {
    const text = '{ "Name": "a", "Offset": -1 }';
    const before = new Analysis(text);
    const tree = plain(before.document.root as Node);
    const edit = { offset: text.indexOf('a",'), length: 1, newText: "another" };
    const after = before.edited(applyEdits(text, [edit]), edit);
    expect(after.value).toEqual({ Name: "another", Offset: -1 });
    expect(plain(before.document.root as Node)).toEqual(tree);
    expect(before.value).toEqual({ Name: "a", Offset: -1 });
  });
});
