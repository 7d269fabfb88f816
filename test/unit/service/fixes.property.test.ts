/** Files with several mistakes at once: each fix settles what it says and touches nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../../document/edit.ts";
import { parseDocument } from "../../../document/parse.ts";
import { fromPointer, nodeAt, toPointer } from "../../../document/pointer.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { findings } from "../../../server/src/service/diagnostics/diagnostics.ts";
import type { FindingData } from "../../../server/src/service/diagnostics/finding.ts";
import { fixesFor } from "../../../server/src/service/fixes/index.ts";
import { addAllFields, fixAll, removeAllWithoutEffect, switchKafka } from "../../../server/src/service/fixes/settle.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { sortKeys } from "../../../server/src/service/sort-keys.ts";
import { runs } from "../../support/arbitrary.ts";
import { commentsIn, fixesIn, leaves, newErrors, remains } from "./fixing.ts";

beforeAll(loadRegexEngine);

const sources = ["examples", "test/fixtures/official", "test/fixtures/rules"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".recharge.json"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8").replaceAll(/^\s*\/\/ *\^.*\n/gm, "")),
);

const wrongValue = fc.constantFrom(
  "0",
  "1",
  '"0"',
  '"true"',
  "null",
  '""',
  "[]",
  "{}",
  '["a", "b", "a"]',
  '"a，b,,a"',
  '"yyyy-MM-dd HH:mm:ss"',
  '"%F %T"',
  '"(\\\\\\\\d+) (.*)"',
  '"/x/g"',
  '"SASL_SSL"',
  '"full_regex_log"',
  '"minimalist_log"',
  '"delimiter_log"',
  '"utc+8"',
  '"a\u200bb"',
  '"${ENV:X} ${y}"',
  '"kafka://a:1, b:2"',
  '{ "Protocol": "sasl_ssl" }',
  "false",
);
const wrongKey = fc.constantFrom(
  "kafka_type",
  "KAFKATYPE",
  "LogType",
  "Topics",
  "Metadata",
  "UserName",
  "Fields",
  "frobnicate",
  "__proto__",
  "Offset",
  "Name",
  "TimeKey",
);
const slip = fc.constantFrom(",", "", " /* c */ ", " // c\n", "\n\n", "，", "\\d", "}");

/** Each pick chooses among what the text has. */
const mutation = fc.record({
  kind: fc.constantFrom("value" as const, "key" as const, "line" as const, "twice" as const, "slip" as const),
  pick: fc.nat(),
  value: wrongValue,
  key: wrongKey,
  slip,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, { kind, pick, value, key, slip }: Mutation): string {
  const pattern = {
    value: /(?<=: )[^,{}[\]\n]+/g,
    key: /"\w+"(?=:)/g,
    line: /.*\n/g,
    twice: /.*\n/g,
    slip: /[,:}\]"]/g,
  }[kind];
  const matches = [...text.matchAll(pattern)];
  const match = matches[pick % Math.max(matches.length, 1)];
  if (!match) return text;
  const [old] = match;
  const instead = { value, key: `"${key}"`, line: "", twice: old + old, slip: old + slip }[kind];
  return text.slice(0, match.index) + instead + text.slice(match.index + old.length);
}

const mistaken = fc
  .tuple(fc.constantFrom(...sources), fc.array(mutation, { maxLength: 4 }), fc.constantFrom("\n", "\r\n"))
  .map(([text, mutations, eol]) => mutations.reduce(mutate, text).replaceAll("\n", eol));

/** Pointers of what a fix may change. */
function concerned({ pointer, kind, fields = [], suggestion, belongsInto }: FindingData): string[] {
  const path = fromPointer(pointer);
  const holder = toPointer(path.slice(0, -1));
  // The items behind one that goes move up.
  if (/\/\d+$/.test(pointer)) return [holder];
  if (kind === "missing") return fields.map((name) => `${pointer}/${name}`);
  const renamed = `${belongsInto ?? holder}/${suggestion}`;
  return kind === "unknown-key" ? [pointer, renamed] : [pointer];
}

const isUnder = (pointer: string, holder: string) => pointer === holder || pointer.startsWith(`${holder}/`);

describe("on files with mistakes", () => {
  it("each fix settles its finding, adds no error, and touches nothing else", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const mistakes = parseDocument(text).problems.length;
        for (const { finding, fix, after } of fixesIn(text)) {
          const shown = JSON.stringify({ ...finding.data, message: finding.message, title: fix.title, after });
          expect(remains(finding, text, after), shown).toBe(false);
          expect(parseDocument(after).problems.length, shown).toBeLessThanOrEqual(mistakes);
          expect(commentsIn(after), shown).toEqual(expect.arrayContaining(commentsIn(text, { finding, fix })));
          // What a slip hid comes to light with its fix.
          if (finding.data.kind === "text") continue;
          const may = [
            ...concerned(finding.data),
            ...(/^R1[23]$/.test(finding.data.rule) ? ["/IsEncryptionAddr"] : []),
          ];
          const rest = (leafs: Map<string, unknown>) =>
            Object.fromEntries([...leafs].filter(([pointer]) => !may.some((holder) => isUnder(pointer, holder))));
          // A value under the wrong key was not looked at.
          const added = newErrors(text, after).filter(
            (error) => finding.data.kind !== "unknown-key" || !error.includes(` ${may[1]}`),
          );
          expect(added, shown).toEqual([]);
          expect(rest(leaves(after)), shown).toEqual(rest(leaves(text)));
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it("all safe fixes together leave none, and nothing that was right is different", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const after = applyEdits(text, fixAll(new Analysis(text), {}));
        const analysis = new Analysis(after);
        const left = findings(analysis, {}).filter((finding) => fixesFor(finding, analysis).some(({ safe }) => safe));
        expect(left).toEqual([]);
        expect(fixAll(analysis, {})).toEqual([]);
        expect(commentsIn(after)).toEqual(commentsIn(text));
        expect(analysis.document.problems.length).toBeLessThanOrEqual(parseDocument(text).problems.length);
      }),
      { numRuns: runs(150) },
    );
  });

  it("adding everything that is missing leaves nothing missing", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const before = new Analysis(text);
        const after = applyEdits(text, addAllFields(before, {}));
        const added = findings(new Analysis(after), {});
        expect(added.filter(({ data }) => data.kind === "missing" && isAddable(after, data))).toEqual([]);
        expect(newErrors(text, after)).toEqual([]);
        expect(Object.fromEntries(leaves(after))).toMatchObject(Object.fromEntries(leaves(text)));
        expect(commentsIn(after)).toEqual(commentsIn(text));
      }),
      { numRuns: runs(60) },
    );
  });

  it("removing what has no effect removes nothing else", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const before = new Analysis(text);
        const edits = removeAllWithoutEffect(before, {});
        const after = applyEdits(text, edits);
        const left = findings(new Analysis(after), {}).filter(({ data }) => data.kind === "no-effect");
        if (before.document.problems.length === 0) expect(left).toEqual([]);
        expect(newErrors(text, after)).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it("there and back between the kinds of Kafka leaves a file as right as it was", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const there = switchKafka(new Analysis(text), {});
        if (!there) return;
        const after = applyEdits(text, there.edits);
        expect(newErrors(text, after)).toEqual([]);
        const back = switchKafka(new Analysis(after), {});
        expect(back?.type).toBe(1 - there.type);
      }),
      { numRuns: runs(60) },
    );
  });

  it("sorting keys changes their order and nothing else", () => {
    fc.assert(
      fc.property(mistaken, (text) => {
        const document = parseDocument(text);
        const after = applyEdits(text, sortKeys(document));
        expect(parseDocument(after).problems).toHaveLength(document.problems.length);
        expect(Object.fromEntries(leaves(after))).toEqual(Object.fromEntries(leaves(text)));
        expect(commentsIn(after).sort()).toEqual(commentsIn(text).sort());
        expect(sortKeys(parseDocument(after))).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });
});

/** Nothing can be put into what is no object, or into a text that cannot be read. */
function isAddable(text: string, { pointer }: FindingData): boolean {
  const { root, problems } = parseDocument(text);
  return nodeAt(root, pointer)?.type === "object" && !problems.some(({ code }) => code === "syntax");
}
