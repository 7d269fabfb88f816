/** Writing an Id into any file at all: in the text, and on the disk while somebody else writes too. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stripComments } from "jsonc-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disk } from "../../../cloud/journal/disk.ts";
import { WriteBackError } from "../../../cloud/operation/operation.ts";
import { idOf, idRemoval, idWriting } from "../../../cloud/task/id-edit.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { applyEdits, type TextEdit } from "../../../document/edit.ts";
import { properties } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { objectText, runs } from "../../support/arbitrary.ts";

/** What an ordinary JSON reader sees. */
const read = (text: string) => JSON.parse(stripComments(text.replace(/^\uFEFF/, "")));

/** Members put before all others of a generated file, and what is to become of it. */
const situations = {
  "no Id": { members: [], becomes: "inserted" },
  "an empty Id": { members: ['"Id":""'], becomes: "replaced" },
  "a null Id": { members: ['"Id": null'], becomes: "replaced" },
  "the Id": { members: ['"Id": "new"'], becomes: "unchanged" },
  "another Id": { members: ['"Id" : "old"'], becomes: "refused" },
  "another Id that may go": { members: ['"Id" : "old"'], becomes: "replaced" },
  "two Ids": { members: ['"Id":""', '"Id": "new"'], becomes: "refused" },
  "another key twice": { members: ['"twice":1', ' "twice": 2'], becomes: "inserted" },
} as const;

type Situation = keyof typeof situations;

const file = fc
  .record({ text: objectText, situation: fc.constantFrom(...(Object.keys(situations) as Situation[])) })
  .map(({ text, situation }) => ({ situation, text: withMembers(text, situations[situation].members) }));

function withMembers(text: string, members: readonly string[]): string {
  const { root } = parseDocument(text);
  const open = (root?.offset ?? 0) + 1;
  const comma = members.length > 0 && properties(root).length > 0 ? "," : "";
  return text.slice(0, open) + members.join(",") + comma + text.slice(open);
}

/** The edit that takes another back. */
function inverse(text: string, { offset, length, newText }: TextEdit): TextEdit {
  return { offset, length: newText.length, newText: text.slice(offset, offset + length) };
}

/** What differs between two texts in bytes: everything before and after is the same. */
function changed(before: string, after: string): { gone: string; came: string } {
  const [a, b] = [Buffer.from(before), Buffer.from(after)];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { gone: a.subarray(start, a.length - end).toString(), came: b.subarray(start, b.length - end).toString() };
}

describe("an Id", () => {
  it("comes into any text with the fewest bytes, is read there, and can be taken back; else it is refused", () => {
    const seen = new Set<Situation>();
    fc.assert(
      fc.property(file, ({ text, situation }) => {
        seen.add(situation);
        const { becomes } = situations[situation];
        const replace = situation === "another Id that may go" ? "old" : undefined;
        const write = () => idWriting(text, "new", replace);
        if (becomes === "refused") {
          expect(write).toThrow(WriteBackError);
          return;
        }
        const edits = write();
        expect(edits).toHaveLength(becomes === "unchanged" ? 0 : 1);
        const after = applyEdits(text, edits);
        expect(read(after)).toEqual({ ...read(text), Id: "new" });
        expect(idOf(after)).toBe("new");
        for (const edit of edits) {
          // No byte outside the edit, and inside it nothing but the property or its value.
          expect(after.slice(0, edit.offset)).toBe(text.slice(0, edit.offset));
          expect(after.slice(edit.offset + edit.newText.length)).toBe(text.slice(edit.offset + edit.length));
          expect(becomes === "inserted" ? edit.length : edit.newText).toBe(becomes === "inserted" ? 0 : '"new"');
          expect(edit.newText).toMatch(/^\s*(?:"Id"\s*:\s*)?"new"\s*,?\s*$/);
          const undone = applyEdits(after, [inverse(text, edit)]);
          expect(Buffer.from(undone).equals(Buffer.from(text))).toBe(true);
        }
      }),
      { numRuns: runs(2_000) },
    );
    expect([...seen].sort()).toEqual(Object.keys(situations).sort());
  }, 600_000);

  it("goes out of any text it was written into, and nothing else with it", () => {
    fc.assert(
      fc.property(objectText, (text) => {
        const before = applyEdits(text, idWriting(text, "new"));
        const after = applyEdits(before, idRemoval(before, "new"));
        expect(idOf(after)).toBeUndefined();
        expect(read(after)).toEqual(read(text));
        expect(idRemoval(after, "new")).toEqual([]);
        expect(after.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
      { numRuns: runs(2_000) },
    );
  }, 600_000);
});

describe("on the disk", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "write-back-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it("the Id comes into what the file holds by then, whatever it held before", async () => {
    const path = join(directory, "any.recharge.json");
    await fc.assert(
      fc.asyncProperty(objectText, fc.option(objectText, { nil: undefined }), async (first, second) => {
        await writeFile(path, first);
        let meddled = false;
        const meddling = {
          ...disk,
          async create(name: string, bytes: Uint8Array) {
            await disk.create(name, bytes);
            if (second !== undefined && !meddled) await writeFile(path, second);
            meddled = true;
          },
        };
        const task = await DiskTaskFile.open(path, meddling);
        await task.writeId("new");
        const expected = second ?? first;
        const after = await readFile(path, "utf8");
        expect(read(after)).toEqual({ Id: "new", ...read(expected) });
        const { gone, came } = changed(expected, after);
        expect(gone).toBe("");
        expect(came).toContain("new");
        await task.writeId("new");
        expect(await readFile(path, "utf8")).toBe(after);
        await task.removeId("new");
        expect(read(await readFile(path, "utf8"))).toEqual(read(expected));
      }),
      { numRuns: Math.ceil(runs(20_000) / 100) },
    );
  }, 600_000);
});
