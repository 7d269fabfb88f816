/** Every fix of every rule, on the files that show the rule, as they are and as others would have written them. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "../../../document/parse.ts";
import { allRules } from "../../../server/src/service/index.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { commentsIn, fixesIn, newErrors, remains } from "./fixing.ts";

beforeAll(loadRegexEngine);

const folder = "test/fixtures/rules";
const cases = readdirSync(folder)
  .filter((file) => file.endsWith(".bad.recharge.json"))
  .map((file) => [file.replace(".bad.recharge.json", ""), readFileSync(`${folder}/${file}`, "utf8")] as const);
const ruleOf = (name: string) => name.slice(0, 3);

/** Where nobody can know what was meant, or nothing is wrong. */
const WITHOUT_FIX: Record<string, string> = {
  R16: "an official example does it",
  R18: "whether the broker offers TLS is not in the file",
  R45: "leaving the group to CLS is a choice",
  R46: "which of the two tasks gets another group is a choice",
  R52: "the file is right: it says where the task began",
  R55: "the value may well be right",
  R57: "the value may well be right",
  R59: "the engine says where it stopped reading, not what was meant",
  R69: "which part of a name can go is a choice",
  R70: "another name is a choice",
  R71: "another name is a choice, and without one of them the others would move",
  R73: "which of the two files is the copy is not in the file",
  R74: "another name is a choice",
};

/** The same file in another hand. */
const LAYOUTS: [string, (text: string) => string][] = [
  ["as it is", (text) => text],
  ["with Windows line ends and tabs", (text) => text.replaceAll("  ", "\t").replaceAll("\n", "\r\n")],
  ["with a comment at every line", (text) => text.replaceAll(/(?<=[,{[\]}\w"])\n/g, " // why\n")],
  ["with a comment before every comma", (text) => text.replaceAll(/,\n/g, " /* why */,\n")],
  ["on one line", (text) => text.replaceAll(/^ *\/\/.*\n/gm, "").replaceAll(/\n */g, "")],
  ["with the commas first", (text) => text.replaceAll(/,\n(?: *\/\/.*\n)*( *)/g, "\n$1, ")],
  ["with a byte order mark", (text) => `\uFEFF${text}`],
];

describe("every rule", () => {
  it("has a fix, or a reason why not", () => {
    const fixed = new Set(
      cases.filter(([name, text]) => fixesIn(text, ruleOf(name)).length > 0).map(([name]) => ruleOf(name)),
    );
    const without = allRules("en")
      .map(({ id }) => id)
      .filter((id) => !fixed.has(id));
    expect(without).toEqual(Object.keys(WITHOUT_FIX));
  });
});

describe.each(LAYOUTS)("a file %s", (_, layOut) => {
  it.each(cases)("%s: each fix settles its finding, adds no error, and keeps the rest", (name, original) => {
    const text = layOut(original);
    for (const { finding, fix, after } of fixesIn(text, ruleOf(name))) {
      const shown = `${finding.message} → ${fix.title}\n${after}`;
      expect(remains(finding, text, after), shown).toBe(false);
      expect(newErrors(text, after), shown).toEqual([]);
      expect(parseDocument(after).problems.length, shown).toBeLessThanOrEqual(parseDocument(text).problems.length);
      const kept = commentsIn(after);
      for (const comment of commentsIn(text, { finding, fix })) expect(kept, shown).toContain(comment);
      if (text.includes("\r\n")) expect(after.replaceAll("\r\n", ""), shown).not.toMatch(/[\r\n]/);
      expect(fix.edits.every((edit) => !edit.snippet || edit.snippet.length >= edit.newText.length)).toBe(true);
    }
  });
});
