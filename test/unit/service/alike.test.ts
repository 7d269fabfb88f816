/** What is found in the text that stands for many must be what is found in each of them, and where. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { LIMITS } from "../../../document/limits.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { LONGEST_ALIKE, placed, typicalText } from "../../../server/src/service/diagnostics/alike.ts";
import { findings, toDiagnostics } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { runs } from "../../support/arbitrary.ts";
import { documentOf } from "../../support/caret.ts";
import { files, withAnotherToken } from "../../support/files.ts";

beforeAll(loadRegexEngine);

const found = (text: string) => findings(new Analysis(text), {});
const diagnostics = (text: string, of = found(text)) => toDiagnostics(documentOf(text), of, "en");

function expectTheSame(text: string): void {
  expect(diagnostics(text, placed(found(typicalText(text)), text)), text).toEqual(diagnostics(text));
}

const NAMED = /("(?:Id|Name|UserKafkaTopics|ConsumerGroupName)"\s*:\s*)"[^"\\]*"/g;
const plainName = fc.stringMatching(/^[\w-]{1,42}$/);
const plainId = fc.uuid();

/** A text with such names wherever it has names, and its lines as they were or all in one. */
const withNames = fc
  .record({
    text: fc.oneof(fc.constantFrom(...files), withAnotherToken),
    names: fc.array(plainName, { minLength: 1, maxLength: 4 }),
    id: plainId,
    isOneLine: fc.boolean(),
  })
  .map(({ text, names, id, isOneLine }) => {
    let at = 0;
    const named = text
      .replace(NAMED, (_, key: string) => `${key}"${names[at++ % names.length]}"`)
      .replace(/("TopicId"\s*:\s*)"[^"\\]*"/g, `$1"${id}"`);
    return isOneLine ? named.replaceAll("\n", " ") : named;
  });

describe("files that differ in nothing but plain names", () => {
  it("have one typical text", () => {
    const text = (name: string, id: string) =>
      `{ "Id": "${name}", "Name" : "${name}", "TopicId":"${id}", "UserKafkaTopics": "${name}", "ConsumerGroupName": "${name}" }`;
    fc.assert(
      fc.property(plainName, plainId, (name, id) => {
        expect(typicalText(text(name, id))).toBe(typicalText(text("a", "b53fe5be-7ee3-4031-8043-5a73bad4f572")));
      }),
    );
  });

  it("have what is found in that one, at its places in each", () => {
    for (const text of files) expectTheSame(text);
    let moved = 0;
    fc.assert(
      fc.property(withNames, (text) => {
        expectTheSame(text);
        if (typicalText(text).length !== text.length && found(text).length > 0) moved++;
      }),
      { numRuns: runs(3000) },
    );
    expect(moved).toBeGreaterThan(1000);
  });

  it.each([
    ["an empty name", '"Name": ""'],
    ["a name of more than one word", '"Name": "access logs"'],
    ["a name with an escape", String.raw`"Name": "a\u0062"`],
    ["a placeholder", '"ConsumerGroupName": "${env:GROUP}"'],
    ["a list of topics", '"UserKafkaTopics": "a,b"'],
    ["a name that is long", `"Name": "${"a".repeat(43)}"`],
    ["an ID in upper case", '"TopicId": "B53FE5BE-7EE3-4031-8043-5A73BAD4F572"'],
    ["another field", '"KafkaInstance": "ckafka-2vrgxbxa"'],
  ])("are not told from %s", (_, member) => {
    expect(typicalText(`{ ${member} }`)).toBe(`{ ${member} }`);
  });

  it("are not looked for among long texts, whose length counts", () => {
    const filler = " ".repeat(LIMITS.length - 12);
    const text = `{${filler}"Name": "a-long-name" }`;
    expect(typicalText(text)).toBe(text);
    expectTheSame(text);
    expect(typicalText(`{ "Name": "a-b" }`.padEnd(LONGEST_ALIKE))).not.toContain("a-b");
  });
});
