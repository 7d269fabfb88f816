import { describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver-types";
import { type CompletionOptions, complete } from "../../../server/src/service/completion/completion.ts";
import { accept, OPTIONS, withCaret } from "../../support/caret.ts";

function at(marked: string, options: Partial<CompletionOptions> = {}): CompletionItem[] {
  const { text, offset } = withCaret(marked);
  return complete(text, offset, { ...OPTIONS, ...options });
}

const labels = (marked: string, options?: Partial<CompletionOptions>) => at(marked, options).map(({ label }) => label);

function item(marked: string, label: string, options?: Partial<CompletionOptions>): CompletionItem {
  const found = at(marked, options).find((candidate) => candidate.label === label);
  if (!found) throw new Error(`no ${label} in ${labels(marked)}`);
  return found;
}

/** The text after an item was accepted, without snippet support unless asked for. */
function accepted(marked: string, label: string, options?: Partial<CompletionOptions>): string {
  return accept(withCaret(marked).text, item(marked, label, options));
}

describe("keys", () => {
  it("come in order of need, and only what is missing", () => {
    const found = labels('{ "TopicId": "t", "KafkaType": 0, | }');
    expect(found.slice(0, 5)).toEqual(["Name", "UserKafkaTopics", "Offset", "LogRechargeRule", "KafkaInstance"]);
    expect(found.slice(-3)).toEqual(["ServerAddr", "IsEncryptionAddr", "Protocol"]);
    expect(found).not.toContain("TopicId");
  });

  it("bring no Id: only a submission knows one", () => {
    expect(accepted('{ "Offset": -2, I| }', "Id")).toBe('{ "Offset": -2, "Id": "" }');
    expect(labels('{ "Id": "|" }')).toEqual([]);
  });

  it("name as many fields as the pattern has groups", () => {
    const text =
      '{ "LogRechargeRule": { "RechargeType": "fullregex_log", "LogRegex": "(?P<ip>.*) (.*) (.*)", "Keys": | } }';
    expect(accepted(text, "Field names")).toContain('"Keys": ["ip", "field2", "field3"]');
    expect(accepted('{ "LogRechargeRule": { "Keys": | } }', "Field names")).toContain('"Keys": ["name", "address"]');
  });

  it("say why", () => {
    const text = '{ "KafkaType": 0, | }';
    expect(item(text, "KafkaInstance").detail).toBe(
      "KafkaInstance is required because KafkaType is 0 (Tencent Cloud CKafka).",
    );
    expect(item(text, "ServerAddr").detail).toBe(
      "ServerAddr has no effect because KafkaType is 0 (Tencent Cloud CKafka).",
    );
    expect(item(text, "ConsumerGroupName").detail).toBeUndefined();
  });

  it("say it in a word beside the label, and say nothing twice", () => {
    const text = '{ "KafkaType": 0, | }';
    for (const [label, description] of [
      ["KafkaInstance", "required"],
      ["ServerAddr", "no effect"],
    ] as const) {
      const { labelDetails, documentation } = item(text, label);
      expect(labelDetails).toEqual({ description });
      expect(documentation).toMatchObject({ value: expect.not.stringContaining("because") });
    }
    expect(item("|", "CKafka, JSON").labelDetails).toEqual({ description: "" });
  });

  it("speak Chinese", () => {
    expect(item("{ | }", "KafkaType", { locale: "zh-cn" }).documentation).toMatchObject({
      value: expect.stringContaining("从哪一类 Kafka 集群读取"),
    });
  });

  it.each([
    ['{ "Off|" }', '{ "Offset": -2 }'],
    ["{ Off| }", '{ "Offset": -2 }'],
    ['{ "Off|', '{ "Offset": -2'],
    ['{ "Off|": -1 }', '{ "Offset": -1 }'],
    ['{ "Name": "a" | }', '{ "Name": "a", "Offset": -2 }'],
    ['{ "o": {}|}', '{ "o": {}, "Offset": -2}'],
    ['{\n  "Name": "a"\n  Off|\n  "KafkaType": 1\n}', '{\n  "Name": "a",\n  "Offset": -2,\n  "KafkaType": 1\n}'],
    ['{ | "Name": "a" }', '{ "Offset": -2, "Name": "a" }'],
  ])("fit into %j", (marked, expected) => {
    expect(accepted(marked, "Offset").replaceAll(",  ", ", ")).toBe(expected.replaceAll(",  ", ", "));
  });

  it("bring what their object requires, laid out as the file is", () => {
    expect(accepted('{\r\n\t"Name": "a",\r\n\t|\r\n}', "LogRechargeRule")).toBe(
      '{\r\n\t"Name": "a",\r\n\t"LogRechargeRule": {\r\n\t\t"RechargeType": "json_log",\r\n\t\t"EncodingFormat": 0,\r\n\t\t"DefaultTimeSwitch": true\r\n\t}\r\n}',
    );
  });

  it("bring place-holders and choices where the client has snippets", () => {
    expect(item("{ | }", "KafkaType", { snippets: true }).textEdit).toMatchObject({
      newText: '"KafkaType": ${1|0,1|}',
    });
    expect(item("{ | }", "Name", { snippets: true }).textEdit).toMatchObject({
      newText: '"Name": "${1:mysql-subscribe}"',
    });
  });

  it("know the conditions inside an object", () => {
    const found = labels('{ "LogRechargeRule": { "RechargeType": "fullregex_log", | } }');
    expect(found.slice(0, 4)).toEqual(["EncodingFormat", "DefaultTimeSwitch", "LogRegex", "Keys"]);
    expect(found).not.toContain("TopicId");
  });

  it("are nowhere where the schema knows no fields", () => {
    expect(labels('{ "unknown": { | } }')).toEqual([]);
  });
});

describe("values", () => {
  it.each([
    ['{ "KafkaType": | }', ["0", "1"]],
    ['{ "KafkaType": |\n  "Name": "a" }', ["0", "1"]],
    ['{ "IsEncryptionAddr": | }', ["true", "false"]],
    ['{ "Protocol": { "Mechanism": "|" } }', ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]],
    [
      '{ "LogRechargeRule": { "Metadata": ["kafka_topic", | ] } }',
      ["kafka_partition", "kafka_offset", "kafka_timestamp"],
    ],
  ])("of %j", (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it("say what they mean", () => {
    expect(item('{ "Offset": | }', "-2").detail).toBe("earliest (default)");
    expect(item('{ "Offset": | }', "-1", { locale: "zh-cn" }).detail).toBe("最新");
    const once = item('{ "LogRechargeRule": { "Metadata": [|] } }', "kafka_timestamp");
    expect(once.detail).toBe("timestamp of the message");
    expect(once.documentation).toMatchObject({ value: expect.not.stringContaining("timestamp of the message") });
  });

  it.each([
    ['{ "KafkaType": "|" }', "1", '{ "KafkaType": 1 }'],
    ['{ "KafkaType": 0| }', "1", '{ "KafkaType": 1 }'],
    ['{ "KafkaType": |\n  "Name": "a" }', "1", '{ "KafkaType": 1,\n  "Name": "a" }'],
    ['{ "Protocol": { "Protocol": sasl| } }', "sasl_ssl", '{ "Protocol": { "Protocol": "sasl_ssl" } }'],
    ['{ "Protocol": { "Protocol": "sasl|\n } }', "sasl_ssl", '{ "Protocol": { "Protocol": "sasl_ssl"\n } }'],
    [
      '{ "LogRechargeRule": { "Metadata": [|] } }',
      "kafka_topic",
      '{ "LogRechargeRule": { "Metadata": ["kafka_topic"] } }',
    ],
    [
      '{ "LogRechargeRule": { "Metadata": ["kafka_topic" |] } }',
      "kafka_offset",
      '{ "LogRechargeRule": { "Metadata": ["kafka_topic", "kafka_offset"] } }',
    ],
    ['{ "Protocol": { "Password": | } }', "${secret:…}", '{ "Protocol": { "Password": "${secret:kafka-password}" } }'],
  ])("fit into %j", (marked, label, expected) => {
    expect(accepted(marked, label).replace('"kafka_topic" ,', '"kafka_topic",')).toBe(expected);
  });

  it("find a time zone by city, in either language, and by offset", () => {
    const zone = item('{ "LogRechargeRule": { "TimeZone": "|" } }', "UTC+08:00", { locale: "zh-cn" });
    expect(zone.filterText).toMatch(/^"UTC\+08:00 .*北京.*Beijing/);
  });

  it("show what a time format looks like now", () => {
    const year = new Date().getFullYear();
    const format = item('{ "LogRechargeRule": { "TimeFormat": "|" } }', "%Y-%m-%d %H:%M:%S");
    expect(format.detail).toMatch(new RegExp(`^${year}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$`));
  });

  it("offer the fields of the file as TimeKey", () => {
    expect(labels('{ "LogRechargeRule": { "Keys": ["at", "message"], "TimeKey": "|" } }').slice(0, 2)).toEqual([
      "at",
      "message",
    ]);
  });

  it("offer whole rules at RechargeType, without what is there", () => {
    const marked = '{\n  "LogRechargeRule": {\n    "RechargeType": |,\n    "EncodingFormat": 1\n  }\n}';
    expect(accepted(marked, "Separator: whole rule")).toBe(`{
  "LogRechargeRule": {
    "RechargeType": "delimiter_log",
    "DefaultTimeSwitch": true,
    "DefaultTimeSrc": 0,
    "Delimiter": ",",
    "Keys": ["level", "message"],
    "UnMatchLogSwitch": true,
    "UnMatchLogKey": "LogParseFailure",
    "UnMatchLogTimeSrc": 0,
    "EncodingFormat": 1
  }
}`);
  });

  it("offer no whole rule that contradicts the file", () => {
    const found = labels('{ "LogRechargeRule": { "DefaultTimeSwitch": false, "RechargeType": "|" } }');
    expect(found.filter((label) => label.endsWith("whole rule"))).toEqual(["JSON, time from a field: whole rule"]);
  });

  it("offer the schema's address", () => {
    expect(labels('{ "$schema": "|" }')).toEqual([expect.stringMatching(/^https:.*recharge\.schema\.json$/)]);
  });
});

describe("templates", () => {
  it("are whole files", () => {
    expect(labels("|").length).toBeGreaterThanOrEqual(5);
    for (const label of labels("|")) expect(() => JSON.parse(accepted("|", label))).not.toThrow();
  });
});
