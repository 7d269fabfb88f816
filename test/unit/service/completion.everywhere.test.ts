import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver-types";
import { effectiveValue } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { toPlain } from "../../../document/snippet-text.ts";
import { complete } from "../../../server/src/service/completion/completion.ts";
import { accept, documentOf, OPTIONS, withCaret } from "../../support/caret.ts";
import { validate } from "../../support/schema.ts";

const fixtures = ["examples", "test/fixtures/official"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".recharge.json"))
    .map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, "utf8")] as const),
);

const SMALL = `\uFEFF{ // 名字
  "KafkaType": 0, "Name": "🙂",
  "LogRechargeRule": { "RechargeType": "json_log", "Keys": ["a", "b"] },
  "Offset": -1
}`;

function labelsAreDifferent(items: CompletionItem[]): void {
  const labels = items.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
}

describe("completion, everywhere", () => {
  it.each(fixtures)("%s: proposes nothing twice, and nothing that breaks the file", (_, source) => {
    const text = documentOf(source);
    let last = "";
    for (let offset = 0; offset <= source.length; offset++) {
      const items = complete(text, offset, OPTIONS);
      labelsAreDifferent(items);
      // Within one token the proposals are the same.
      if (last === JSON.stringify(items)) continue;
      last = JSON.stringify(items);
      for (const item of items) {
        const { problems } = parseDocument(accept(text, item));
        if (problems.length > 0)
          expect({ offset, label: item.label, after: accept(text, item), problems }).toBeUndefined();
      }
    }
  });

  it.each(fixtures)("%s: survives every truncation", (_, source) => {
    for (let length = 0; length <= source.length; length++) {
      labelsAreDifferent(complete(documentOf(source.slice(0, length)), length, OPTIONS));
    }
  });

  it("survives every offset of every truncation", () => {
    for (let length = 0; length <= SMALL.length; length++) {
      const text = documentOf(SMALL.slice(0, length));
      for (let offset = 0; offset <= length; offset++) labelsAreDifferent(complete(text, offset, OPTIONS));
    }
  });

  it("mends what is missing: the top key fits where a line was begun", () => {
    const lines = SMALL.split("\n");
    for (let at = 1; at < lines.length; at++) {
      for (const begun of ["", '"', '"Of', "Of"]) {
        const marked = [...lines.slice(0, at), `${begun}|`, ...lines.slice(at)].join("\n");
        const { text, offset } = withCaret(marked);
        const [item] = complete(text, offset, OPTIONS);
        expect(parseDocument(item ? accept(text, item) : "").problems).toEqual([]);
      }
    }
  });
});

describe("accepting the top item again and again", () => {
  const FIRST_CHOICES = [{}, { KafkaType: 1 }, { KafkaType: 1, IsEncryptionAddr: true }];
  const RULES = ["json_log", "minimalist_log", "fullregex_log", "delimiter_log"].flatMap((RechargeType) =>
    [true, false].map((DefaultTimeSwitch) => ({ RechargeType, DefaultTimeSwitch })),
  );

  /** Accepts the first key in the object at a place as long as it is required. */
  function fillUp(text: string, open: string): string {
    let current = text;
    for (let step = 0; step < 30; step++) {
      const document = documentOf(current);
      const [top] = complete(document, current.indexOf(open) + open.length, OPTIONS);
      if (!top?.detail?.includes("required")) return current;
      current = accept(document, top);
    }
    throw new Error(`no end: ${current}`);
  }

  it.each(FIRST_CHOICES)("leads from %j to a valid file", (start) => {
    const text = fillUp(JSON.stringify(start), "{");
    const { root, problems } = parseDocument(text);
    expect(problems).toEqual([]);
    expect(root && validate(effectiveValue(root)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(RULES)("completes the rule %j", (rule) => {
    const text = fillUp(fillUp(`{"LogRechargeRule": ${JSON.stringify(rule)}}`, '"LogRechargeRule": {'), "{");
    const { root } = parseDocument(text);
    expect(root && validate(effectiveValue(root)), `${text} ${JSON.stringify(validate.errors)}`).toBe(true);
  });

  it("starts with a whole file", () => {
    const empty = documentOf("");
    for (const item of complete(empty, 0, OPTIONS)) {
      const { root } = parseDocument(accept(empty, item));
      expect(root && validate(effectiveValue(root)), `${item.label} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

describe("snippets", () => {
  it("say the same as the plain text", () => {
    for (const marked of [
      "|",
      "{ | }",
      '{ "LogRechargeRule": { | } }',
      '{ "LogRechargeRule": | }',
      '{ "KafkaType": | }',
    ]) {
      const { text, offset } = withCaret(marked);
      const plain = complete(text, offset, OPTIONS);
      const snippets = complete(text, offset, { ...OPTIONS, snippets: true });
      expect(snippets.map(({ textEdit }) => toPlain(textEdit?.newText ?? ""))).toEqual(
        plain.map(({ textEdit }) => textEdit?.newText),
      );
    }
  });
});
