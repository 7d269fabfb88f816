import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { example, post, sdk } from "./client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimit: false });
});
afterAll(() => sandbox.close());

/** `ok`, or the error's code and the parameter that its message names. */
async function verdict(action: string, body: unknown): Promise<string> {
  const { response } = await post(sandbox, action, body);
  if (!response.Error) return "ok";
  return `${response.Error.Code} ${/`([\w.]+)`/.exec(response.Error.Message)?.[1] ?? ""}`.trim();
}

const { TopicId, LogRechargeRule } = example;
const sasl = { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "user", Password: "example" };
const without = (key: string) => ({ ...example, [key]: undefined });
const withRule = (rule: object) => ({ ...example, LogRechargeRule: { ...LogRechargeRule, ...rule } });
const withExpand = (expand: object) =>
  withRule({ RechargeType: "json_log", JsonExpand: { Switch: true, Fields: ["a"], ...expand } });
const withProtocol = (protocol: object) => ({ ...example, Protocol: { ...sasl, ...protocol } });
const times = { DefaultTimeSwitch: false, TimeKey: "t", TimeRegex: ".", TimeFormat: "%s", TimeZone: "GMT+05:30" };
const regex = { RechargeType: "fullregex_log", LogRegex: "(.*)", Keys: ["a"] };
const delimiter = { RechargeType: "delimiter_log", Delimiter: ",", Keys: ["a"] };
const ckafka = { ...example, KafkaType: 0, KafkaInstance: "ckafka-2vrgxbxa" };
const topics = (count: number) => Array.from({ length: count }, (_, index) => `topic-${index}`).join(",");

describe("CreateKafkaRecharge", () => {
  it.each(["TopicId", "Name", "KafkaType", "UserKafkaTopics", "Offset", "LogRechargeRule"])("needs %s", async (key) => {
    expect(await verdict("CreateKafkaRecharge", without(key))).toBe(`MissingParameter ${key}`);
  });

  it.each(["TopicId", "Name", "UserKafkaTopics"])("takes an empty %s for an absent one", async (key) => {
    expect(await verdict("CreateKafkaRecharge", { ...example, [key]: "" })).toBe(`MissingParameter ${key}`);
  });

  it.each<[string, string, unknown]>([
    ["no such topic", "ResourceNotFound.TopicNotExist", { ...example, TopicId: "x" }],
    ["another kind of Kafka", "InvalidParameterValue KafkaType", { ...example, KafkaType: 2 }],
    ["an offset that is a position", "InvalidParameterValue Offset", { ...example, Offset: 0 }],
    ["numbers as text", "InvalidParameter KafkaType", { ...example, KafkaType: "1" }],
    ["an empty text for a number", "InvalidParameter Offset", { ...example, Offset: "" }],
    ["a fraction", "InvalidParameter Offset", { ...example, Offset: -1.5 }],
    ["flags as numbers", "InvalidParameter IsEncryptionAddr", { ...example, IsEncryptionAddr: 1 }],
    ["null", "InvalidParameter ConsumerGroupName", { ...example, ConsumerGroupName: null }],
    ["topics as a list", "InvalidParameter UserKafkaTopics", { ...example, UserKafkaTopics: ["a"] }],
    ["an unknown key", "UnknownParameter Id", { ...example, Id: "x" }],
    ["a key in another case", "UnknownParameter topicId", { ...example, topicId: "x" }],
    ["a key of every object", "UnknownParameter constructor", { ...example, constructor: "x" }],
    ["__proto__", "UnknownParameter __proto__", JSON.stringify(example).replace("{", '{"__proto__":{},')],
    [
      "an unknown key inside",
      "UnknownParameter LogRechargeRule.UnMatchUpLoadSwitch",
      withRule({ UnMatchUpLoadSwitch: true }),
    ],
    ["100 topics", "ok", { ...example, UserKafkaTopics: topics(100) }],
    ["101 topics", "InvalidParameterValue UserKafkaTopics", { ...example, UserKafkaTopics: topics(101) }],
    ["an empty topic", "InvalidParameterValue UserKafkaTopics", { ...example, UserKafkaTopics: "a,,b" }],
    ["a full-width comma", "InvalidParameterValue UserKafkaTopics", { ...example, UserKafkaTopics: "a，b" }],
    ["spaces around topics", "ok", { ...example, UserKafkaTopics: "a, b" }],
    ["CKafka without its instance", "MissingParameter KafkaInstance", { ...ckafka, KafkaInstance: "" }],
    [
      "CKafka with blanks for the rest",
      "ok",
      { ...ckafka, ServerAddr: "", Protocol: { Protocol: "", Mechanism: "", UserName: "", Password: "" } },
    ],
    ["CKafka with a pointless flag", "ok", { ...ckafka, Protocol: undefined }],
    ["no address", "MissingParameter ServerAddr", without("ServerAddr")],
    ["no word on encryption", "MissingParameter IsEncryptionAddr", without("IsEncryptionAddr")],
    ["encryption without a protocol", "MissingParameter Protocol", without("Protocol")],
    ["encryption with an empty protocol", "MissingParameter Protocol.Protocol", { ...example, Protocol: {} }],
    ["no encryption, no protocol", "ok", { ...without("Protocol"), IsEncryptionAddr: false }],
    ["sasl_ssl", "ok", withProtocol({})],
    ["ssl", "ok", withProtocol({ Protocol: "ssl", Mechanism: "" })],
    ["an upper-case protocol", "InvalidParameterValue Protocol.Protocol", withProtocol({ Protocol: "SASL_SSL" })],
    ["a lower-case mechanism", "InvalidParameterValue Protocol.Mechanism", withProtocol({ Mechanism: "plain" })],
    ["sasl without a mechanism", "MissingParameter Protocol.Mechanism", withProtocol({ Mechanism: "" })],
    ["sasl without a user", "MissingParameter Protocol.UserName", withProtocol({ UserName: "" })],
    [
      "sasl without a password",
      "MissingParameter Protocol.Password",
      withProtocol({ Protocol: "sasl_plaintext", Password: "" }),
    ],
    ["a Kafka version", "ok", { ...example, UserKafkaMeta: { KafkaVersion: "0.10.2.0" } }],
    ["no Kafka version", "MissingParameter UserKafkaMeta.KafkaVersion", { ...example, UserKafkaMeta: {} }],
    [
      "an unlisted Kafka version",
      "InvalidParameterValue UserKafkaMeta.KafkaVersion",
      { ...example, UserKafkaMeta: { KafkaVersion: "2.1.0" } },
    ],
    ["no extraction mode", "MissingParameter LogRechargeRule.RechargeType", withRule({ RechargeType: "" })],
    ["no encoding", "MissingParameter LogRechargeRule.EncodingFormat", withRule({ EncodingFormat: undefined })],
    [
      "no word on the time",
      "MissingParameter LogRechargeRule.DefaultTimeSwitch",
      withRule({ DefaultTimeSwitch: undefined }),
    ],
    [
      "the spelling of the prose",
      "InvalidParameterValue LogRechargeRule.RechargeType",
      withRule({ ...regex, RechargeType: "full_regex_log" }),
    ],
    ["another encoding", "InvalidParameterValue LogRechargeRule.EncodingFormat", withRule({ EncodingFormat: 2 })],
    ["another time source", "InvalidParameterValue LogRechargeRule.DefaultTimeSrc", withRule({ DefaultTimeSrc: 2 })],
    ["a time of its own", "ok", withRule({ ...times, TimeKey: "" })],
    [
      "a time of its own without a format",
      "MissingParameter LogRechargeRule.TimeFormat",
      withRule({ ...times, TimeFormat: "" }),
    ],
    [
      "a time of its own without a zone",
      "MissingParameter LogRechargeRule.TimeZone",
      withRule({ ...times, TimeZone: "" }),
    ],
    [
      "a time of its own without a pattern",
      "MissingParameter LogRechargeRule.TimeRegex",
      withRule({ ...times, TimeRegex: "" }),
    ],
    ["JSON with a time of its own", "ok", withRule({ ...times, RechargeType: "json_log", TimeRegex: "" })],
    [
      "JSON without a key for its time",
      "MissingParameter LogRechargeRule.TimeKey",
      withRule({ ...times, RechargeType: "json_log", TimeKey: "" }),
    ],
    [
      "a regex without a key for its time",
      "MissingParameter LogRechargeRule.TimeKey",
      withRule({ ...times, ...regex, TimeKey: "" }),
    ],
    ["the zone of India as GMT", "ok", withRule({ TimeZone: "GMT+05:30" })],
    ["the zone of India as UTC", "InvalidParameterValue LogRechargeRule.TimeZone", withRule({ TimeZone: "UTC+05:30" })],
    ["a short zone", "InvalidParameterValue LogRechargeRule.TimeZone", withRule({ TimeZone: "UTC+8" })],
    ["a regex", "ok", withRule(regex)],
    ["a regex without its pattern", "MissingParameter LogRechargeRule.LogRegex", withRule({ ...regex, LogRegex: "" })],
    ["a regex without keys", "MissingParameter LogRechargeRule.Keys", withRule({ ...regex, Keys: [] })],
    ["keys that are numbers", "InvalidParameter LogRechargeRule.Keys.0", withRule({ ...regex, Keys: [1] })],
    ["a delimiter", "ok", withRule(delimiter)],
    ["no delimiter", "MissingParameter LogRechargeRule.Delimiter", withRule({ ...delimiter, Delimiter: "" })],
    ["a delimiter without keys", "MissingParameter LogRechargeRule.Keys", withRule({ ...delimiter, Keys: undefined })],
    ["metadata", "ok", withRule({ Metadata: ["kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp"] })],
    [
      "other metadata",
      "InvalidParameterValue LogRechargeRule.Metadata.1",
      withRule({ Metadata: ["kafka_topic", "kafka_key"] }),
    ],
    ["expansion", "ok", withExpand({ DropOriginal: false, ConflictPolicy: "keep_inner" })],
    [
      "expansion without a switch",
      "MissingParameter LogRechargeRule.JsonExpand.Switch",
      withExpand({ Switch: undefined }),
    ],
    ["expansion of nothing", "MissingParameter LogRechargeRule.JsonExpand.Fields", withExpand({ Fields: [] })],
    [
      "expansion of four fields",
      "InvalidParameterValue LogRechargeRule.JsonExpand.Fields",
      withExpand({ Fields: ["a", "b", "c", "d"] }),
    ],
    [
      "expansion of one field twice",
      "InvalidParameterValue LogRechargeRule.JsonExpand.Fields",
      withExpand({ Fields: ["a", "a"] }),
    ],
    [
      "expansion of an empty field",
      "InvalidParameterValue LogRechargeRule.JsonExpand.Fields",
      withExpand({ Fields: [""] }),
    ],
    ["expansion of a name of 128", "ok", withExpand({ Fields: ["x".repeat(128)] })],
    [
      "expansion of a name of 129",
      "InvalidParameterValue LogRechargeRule.JsonExpand.Fields",
      withExpand({ Fields: ["x".repeat(129)] }),
    ],
    [
      "another conflict policy",
      "InvalidParameterValue LogRechargeRule.JsonExpand.ConflictPolicy",
      withExpand({ ConflictPolicy: "keep" }),
    ],
  ])("with %s: %s", async (_, expected, body) => {
    const before = sandbox.tasks().length;
    expect(await verdict("CreateKafkaRecharge", body)).toBe(expected);
    expect(sandbox.tasks().length - before).toBe(expected === "ok" ? 1 : 0);
    // A topic takes 100 tasks.
    for (const { Id } of sandbox.tasks()) await sdk(sandbox).request("DeleteKafkaRecharge", { Id, TopicId });
  });

  it("knows 37 zones of GMT and 33 of UTC", async () => {
    const offsets = Array.from({ length: 27 * 4 }, (_, index) => {
      const minutes = (index - 12 * 4) * 15;
      const absolute = Math.abs(minutes);
      const digits = (value: number) => String(value).padStart(2, "0");
      return `${minutes < 0 ? "-" : "+"}${digits(Math.floor(absolute / 60))}:${digits(absolute % 60)}`;
    });
    for (const [prefix, expected] of [
      ["GMT", 37],
      ["UTC", 33],
    ] as const) {
      // What is accepted fails at the next check, so that no task comes of it.
      const bodies = offsets.map((offset) => ({ ...withRule({ TimeZone: prefix + offset }), ServerAddr: "" }));
      const verdicts = await Promise.all(bodies.map((body) => verdict("CreateKafkaRecharge", body)));
      expect(verdicts.filter((each) => each === "MissingParameter ServerAddr")).toHaveLength(expected);
    }
  });
});

describe("the other actions", () => {
  const preview = { PreviewType: 1, KafkaType: 1, ServerAddr: "kafka:9092", UserKafkaTopics: "a", Offset: -1 };
  it.each<[string, string, object]>([
    ["DescribeKafkaRecharges", "MissingParameter TopicId", {}],
    ["DescribeKafkaRecharges", "UnknownParameter Limit", { TopicId, Limit: 1 }],
    ["DescribeKafkaRecharges", "InvalidParameterValue Status", { TopicId, Status: 4 }],
    ["DescribeKafkaRecharges", "ResourceNotFound.TopicNotExist", { TopicId: "x" }],
    ["ModifyKafkaRecharge", "MissingParameter Id", { TopicId }],
    ["ModifyKafkaRecharge", "MissingParameter TopicId", { Id: "x" }],
    ["ModifyKafkaRecharge", "UnknownParameter Offset", { Id: "x", TopicId, Offset: -1 }],
    ["ModifyKafkaRecharge", "InvalidParameterValue StatusControl", { Id: "x", TopicId, StatusControl: 3 }],
    ["ModifyKafkaRecharge", "InvalidParameterValue Id", { Id: "x", TopicId }],
    ["DeleteKafkaRecharge", "MissingParameter Id", { TopicId }],
    ["DeleteKafkaRecharge", "InvalidParameterValue Id", { Id: "x", TopicId }],
    ["DeleteKafkaRecharge", "ResourceNotFound.TopicNotExist", { Id: "x", TopicId: "x" }],
    ["PreviewKafkaRecharge", "UnknownParameter TopicId", { ...preview, TopicId }],
    ["PreviewKafkaRecharge", "MissingParameter PreviewType", { ...preview, PreviewType: undefined }],
    ["PreviewKafkaRecharge", "InvalidParameterValue PreviewType", { ...preview, PreviewType: 3 }],
    ["PreviewKafkaRecharge", "MissingParameter ServerAddr", { ...preview, ServerAddr: "" }],
    ["PreviewKafkaRecharge", "MissingParameter LogRechargeRule", { ...preview, PreviewType: 2 }],
    ["PreviewKafkaRecharge", "ok", preview],
    ["CheckRechargeKafkaServer", "MissingParameter KafkaType", {}],
    ["CheckRechargeKafkaServer", "UnknownParameter TopicId", { KafkaType: 0, TopicId }],
    ["DescribeTopics", "InvalidParameterValue Limit", { Limit: 101 }],
    ["DescribeTopics", "MissingParameter Filters.0.Values", { Filters: [{ Key: "topicName" }] }],
    ["DescribeTopics", "UnknownParameter Filters.0.Name", { Filters: [{ Name: "topicName", Values: ["a"] }] }],
    ["DescribeTopics", "InvalidParameterValue Filters.Key", { Filters: [{ Key: "name", Values: ["a"] }] }],
  ])("%s: %s for %j", async (action, expected, body) => {
    expect(await verdict(action, body)).toBe(expected);
  });
});

it("accepts every example of the official documentation", async () => {
  const folder = "test/fixtures/official/";
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    const { Id: _, ...body } = JSON.parse(readFileSync(folder + file, "utf8"));
    expect(`${file} ${await verdict("CreateKafkaRecharge", body)}`).toBe(`${file} ok`);
  }
});

it("takes no more than 100 tasks in a topic", async () => {
  const topic = { ...example, TopicId: "7e2b9d40-3c61-4f0e-8a15-6b7c8d9e0f12" };
  const verdicts = await Promise.all(Array.from({ length: 101 }, () => verdict("CreateKafkaRecharge", topic)));
  expect(verdicts.filter((each) => each === "ok")).toHaveLength(100);
  expect(verdicts.filter((each) => each === "LimitExceeded")).toHaveLength(1);
});

describe("changing a task", () => {
  const created = async () => (await sdk(sandbox).request("CreateKafkaRecharge", withProtocol({}))).Id as string;
  const task = (id: string) => sandbox.tasks().find(({ Id }) => Id === id);

  it("keeps what is left out, replaces objects, clears with an empty text", async () => {
    const Id = await created();
    const rule = { RechargeType: "json_log", EncodingFormat: 1, DefaultTimeSwitch: true };
    expect(await verdict("ModifyKafkaRecharge", { Id, TopicId, ConsumerGroupName: "", LogRechargeRule: rule })).toBe(
      "ok",
    );
    expect(task(Id)).toMatchObject({ Name: example.Name, Offset: -1, ConsumerGroupName: "", Protocol: sasl });
    expect(task(Id)?.LogRechargeRule).toMatchObject({ ...rule, UnMatchLogKey: "", UnMatchLogSwitch: false });
  });

  it("leaves no task behind that could not have been created", async () => {
    const Id = await created();
    const before = task(Id);
    expect(await verdict("ModifyKafkaRecharge", { Id, TopicId, KafkaType: 0 })).toBe("MissingParameter KafkaInstance");
    expect(task(Id)).toEqual(before);
  });

  it("finds a task only in its own topic and region", async () => {
    const Id = await created();
    const other = { Id, TopicId: "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a", Name: "x" };
    expect(await verdict("ModifyKafkaRecharge", other)).toBe("InvalidParameterValue Id");
    const elsewhere = sdk(sandbox, { region: "ap-shanghai" }).request("DeleteKafkaRecharge", { Id, TopicId });
    await expect(elsewhere).rejects.toMatchObject({ code: "InvalidParameterValue" });
  });
});
