/** Random bodies of tasks, and what the sandbox says of them. */
import fc from "fast-check";
import { buildRequest } from "../../document/body.ts";
import { parseDocument } from "../../document/parse.ts";
import { createKafkaRecharge } from "../../sandbox/actions/create.ts";
import { ApiError } from "../../sandbox/envelope.ts";
import { Store } from "../../sandbox/store.ts";
import { example } from "../unit/sandbox/client.ts";

/** Right values of a field, and what people write instead. */
type Choices = { [field: string]: { right: unknown[]; wrong: unknown[] } };

const top: Choices = {
  TopicId: { right: [example.TopicId], wrong: [7] },
  Name: { right: ["name"], wrong: [7] },
  KafkaType: { right: [0, 1], wrong: [2, "0", true] },
  UserKafkaTopics: {
    right: ["a", "a,b", "a, b", Array(100).fill("t").join()],
    wrong: [["a"], 7, "a,,b", ",", "a，b", Array(101).fill("t").join()],
  },
  Offset: { right: [-1, -2], wrong: [0, "-1", 1.5] },
  KafkaInstance: { right: ["ckafka-2vrgxbxa"], wrong: [7] },
  ServerAddr: { right: ["kafka:9092", "a:1,b:2"], wrong: [7] },
  IsEncryptionAddr: { right: [true, false], wrong: ["true", 1] },
  ConsumerGroupName: { right: ["group"], wrong: [7] },
};
const protocol: Choices = {
  Protocol: { right: ["plaintext", "sasl_plaintext", "sasl_ssl", "ssl"], wrong: ["SASL_SSL", 1] },
  Mechanism: { right: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], wrong: ["plain"] },
  UserName: { right: ["user"], wrong: [1] },
  Password: { right: ["${secret:PASSWORD}"], wrong: [1] },
};
const meta: Choices = { KafkaVersion: { right: ["2.8.0", "0.10.2.0"], wrong: ["2.1.0", 2] } };
const rule: Choices = {
  RechargeType: {
    right: ["json_log", "minimalist_log", "fullregex_log", "delimiter_log"],
    wrong: ["full_regex_log", "json"],
  },
  EncodingFormat: { right: [0, 1], wrong: [2, "0"] },
  DefaultTimeSwitch: { right: [true, false], wrong: ["true", 0] },
  LogRegex: { right: ["(.*)"], wrong: [1] },
  UnMatchLogSwitch: { right: [true, false], wrong: [1] },
  UnMatchLogKey: { right: ["LogParseFailure"], wrong: [1] },
  UnMatchLogTimeSrc: { right: [0, 1], wrong: [2] },
  DefaultTimeSrc: { right: [0, 1], wrong: [2] },
  TimeKey: { right: ["time"], wrong: [1] },
  TimeRegex: { right: ["\\d+"], wrong: [1] },
  TimeFormat: { right: ["%Y-%m-%d %H:%M:%S"], wrong: [1] },
  TimeZone: { right: ["UTC+08:00", "GMT+05:30", "UTC-04:30"], wrong: ["UTC+05:30", "GMT-04:30", "UTC+8"] },
  Metadata: { right: [["kafka_topic"], ["kafka_offset", "kafka_timestamp"]], wrong: [["kafka_key"], "kafka_topic"] },
  Keys: { right: [["a"], ["a", "b"]], wrong: [[1], "a"] },
  ParseArray: { right: [true, false], wrong: [1] },
  Delimiter: { right: [",", "||"], wrong: [1] },
};
const expand: Choices = {
  Switch: { right: [true, false], wrong: [1] },
  Fields: {
    right: [["a"], ["a", "b", "c"], ["x".repeat(128)]],
    wrong: [["a", "b", "c", "d"], ["a", "a"], [""], ["x".repeat(129)], "a"],
  },
  DropOriginal: { right: [true, false], wrong: [1] },
  ConflictPolicy: { right: ["keep_outer", "keep_inner"], wrong: ["keep"] },
};

export type Json = { [key: string]: unknown };

/** @param right how often a field is there and right, against missing, empty or wrong */
function fields(choices: Choices, right: number): fc.Arbitrary<Json> {
  const chosen = Object.entries(choices).map(([name, { right: values, wrong }]) => [
    name,
    fc.oneof(
      { weight: right, arbitrary: fc.constantFrom(...values) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>(...wrong, undefined, undefined, {}, ...emptyLike(values[0])) },
    ),
  ]);
  return fc.record(Object.fromEntries(chosen));
}

/** A value that is not sent at all is nobody's error, where its type is right. */
function emptyLike(value: unknown): unknown[] {
  if (typeof value === "string") return [""];
  return Array.isArray(value) ? [[]] : [];
}

/** Bodies of CreateKafkaRecharge. @param right how often a field is there and right, against missing, empty or wrong */
export function body(right: number): fc.Arbitrary<Json> {
  const sometimes = (choices: Choices) => fc.option(fields(choices, right), { nil: undefined });
  const stranger = fc.oneof(
    { weight: right, arbitrary: fc.constant(undefined) },
    fc.constantFrom("topicId", "LogType", "Status"),
  );
  return fc
    .tuple(fields(top, right), sometimes(protocol), sometimes(meta), fields(rule, right), sometimes(expand), stranger)
    .map(([source, Protocol, UserKafkaMeta, LogRechargeRule, JsonExpand, extra]) => ({
      ...source,
      Protocol,
      UserKafkaMeta,
      LogRechargeRule: { ...LogRechargeRule, JsonExpand },
      ...(extra && { [extra]: "x" }),
    }));
}

/** @returns undefined when the sandbox takes it */
export function refusal(text: string): string | undefined {
  const request = buildRequest(parseDocument(text), () => "example");
  const parameters = JSON.parse(request.body);
  try {
    createKafkaRecharge.parameters(parameters, "");
    createKafkaRecharge.run({ region: "ap-guangzhou", parameters, store: new Store(), now: Date.now });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
