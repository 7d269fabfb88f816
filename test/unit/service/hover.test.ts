import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MarkupContent } from "vscode-languageserver-types";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { type HoverOptions, hover } from "../../../server/src/service/hover.ts";
import { documentOf, withCaret } from "../../support/caret.ts";

function at(marked: string, options: Partial<HoverOptions> = {}) {
  const { text, offset } = withCaret(marked);
  const found = hover(text, new Analysis(text.getText()), offset, { locale: "en", markdown: true, ...options });
  if (!found || !MarkupContent.is(found.contents)) return undefined;
  return { text: found.contents.value, kind: found.contents.kind, on: found.range && text.getText(found.range) };
}

describe("hover", () => {
  it("says what a field is, why it is needed, and what its values mean", () => {
    expect(at('{ "Kafka|Type": 1 }')).toEqual({
      kind: "markdown",
      on: '"KafkaType"',
      text: `**Kafka type** · integer

\`KafkaType\` is always required.

Which kind of Kafka cluster to read from.

- \`0\` Tencent Cloud CKafka
- **\`1\` customer's Kafka**

[Documentation](https://www.tencentcloud.com/document/product/614/56113)`,
    });
  });

  it("names the condition that holds now", () => {
    expect(at('{ "KafkaType": 0, "KafkaIn|stance": "" }')?.text).toContain(
      "`KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).",
    );
    expect(at('{ "KafkaType": 0, "Server|Addr": "a:1" }')?.text).toContain(
      "`ServerAddr` has no effect because `KafkaType` is 0 (Tencent Cloud CKafka).",
    );
  });

  it("explains a value where it stands", () => {
    const found = at('{ "LogRechargeRule": { "TimeZone": "UTC+0|8:00" } }');
    expect(found?.on).toBe('"UTC+08:00"');
    expect(found?.text).toContain('- **`"UTC+08:00"` Beijing');
    expect(at('{ "LogRechargeRule": { "Metadata": ["kafka_to|pic"] } }')?.text).toContain("topic of the message");
  });

  it("says of an item what there is to say of its list", () => {
    const text = '{ "LogRechargeRule": { "RechargeType": "fullregex_log", "Keys": ["na|me"] } }';
    expect(at(text)?.on).toBe('"name"');
    expect(at(text)?.text).toContain("**Field names** · string[]\n\n`Keys` is required because");
    const key = '{ "LogRechargeRule": { "Meta|data": [] } }';
    expect(at(key)?.text).toContain('- `"kafka_topic"` topic of the message');
  });

  it("shows the default", () => {
    expect(at('{ "Off|set": -1 }')?.text).toContain("Default: `-2`");
  });

  it("speaks Chinese", () => {
    expect(at('{ "KafkaType": 0, "KafkaIn|stance": "" }', { locale: "zh-cn" })?.text).toContain("CKafka 实例");
  });

  it("is plain for clients without Markdown", () => {
    expect(at('{ "Kafka|Type": 1 }', { markdown: false })).toMatchObject({
      kind: "plaintext",
      text: expect.not.stringMatching(/[`*[\]]/),
    });
  });

  it("never renders the file's text", () => {
    expect(at('{ "Na|me": "<img src=x> [x](command:y)" }')?.text).not.toMatch(/img|command/);
  });

  it.each(['{ "un|known": 1 }', "{ | }", '{ "LogRechargeRule": { | } }', "|", "{ // Kafka|Type\n }"])(
    "is silent at %j",
    (marked) => {
      expect(at(marked)).toBeUndefined();
    },
  );

  it("answers anywhere in any text", () => {
    const source = readFileSync("examples/orders-sasl.recharge.json", "utf8");
    for (let length = 0; length <= source.length; length += 7) {
      const text = documentOf(source.slice(0, length));
      const analysis = new Analysis(text.getText());
      for (let offset = 0; offset <= length; offset++) hover(text, analysis, offset, { locale: "en", markdown: true });
    }
  });
});
