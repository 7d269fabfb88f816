import { describe, expect, it } from "vitest";
import { suggestValue } from "../../../server/src/service/diagnostics/suggest.ts";
import { schemaAt } from "../../../server/src/service/schema.ts";

function suggest(field: string, value: unknown): unknown {
  const schema = schemaAt(field.split("."));
  return schema && suggestValue(schema, value);
}

describe("what a wrong value was meant to be", () => {
  it.each([
    ["KafkaType", "0", 0],
    ["KafkaType", "CKafka", 0],
    ["Offset", "earliest", -2],
    ["Offset", " -1 ", -1],
    ["IsEncryptionAddr", "TRUE", true],
    ["IsEncryptionAddr", 0, false],
    ["Name", 42, "42"],
    ["UserKafkaTopics", ["a", " b "], "a,b"],
    ["UserKafkaTopics", ["a", ",b, c"], "a,b,c"],
    ["LogRechargeRule.Keys", "a, b，c", ["a", "b", "c"]],
    ["LogRechargeRule.Metadata", "topic,offset", ["kafka_topic", "kafka_offset"]],
    ["LogRechargeRule.RechargeType", "full_regex_log", "fullregex_log"],
    ["LogRechargeRule.RechargeType", "multiline_fullregex_log", "fullregex_log"],
    ["LogRechargeRule.RechargeType", "delimiter", "delimiter_log"],
    ["LogRechargeRule.EncodingFormat", "utf8", 0],
    ["LogRechargeRule.TimeZone", "+0800", "UTC+08:00"],
    ["LogRechargeRule.TimeZone", "GMT+8", "GMT+08:00"],
    ["LogRechargeRule.TimeZone", "UTC+05:30", "GMT+05:30"],
    ["LogRechargeRule.TimeZone", "GMT+3", "UTC+03:00"],
    ["LogRechargeRule.TimeZone", "Z", "UTC+00:00"],
    ["LogRechargeRule.TimeZone", "America/New_York", "UTC-05:00"],
    ["UserKafkaMeta.KafkaVersion", "2.8", "2.8.0"],
    ["Protocol.Protocol", "SASL-SSL", "sasl_ssl"],
    ["Protocol.Mechanism", "scram_sha_256", "SCRAM-SHA-256"],
    ["Protocol", "SASL_SSL", { Protocol: "sasl_ssl" }],
    ["Protocol", "SCRAM-SHA-512", { Mechanism: "SCRAM-SHA-512" }],
    ["UserKafkaMeta", "2.8.0", { KafkaVersion: "2.8.0" }],
    ["LogRechargeRule", "json_log", { RechargeType: "json_log" }],
  ])("%s: %j", (field, value, expected) => {
    expect(suggest(field, value)).toEqual(expected);
  });

  it.each([
    // More than one, or none.
    ["Protocol.Protocol", "sasl"],
    ["Protocol.Mechanism", "SCRAM"],
    ["UserKafkaMeta.KafkaVersion", "2.1.0"],
    ["LogRechargeRule.TimeZone", "UTC+25:00"],
    ["LogRechargeRule.TimeZone", "Atlantis"],
    ["KafkaType", "2"],
    ["KafkaType", true],
    ["IsEncryptionAddr", 2],
    ["UserKafkaTopics", ["a", 1]],
    ["UserKafkaTopics", {}],
    ["UserKafkaTopics", []],
    ["UserKafkaTopics", [","]],
    ["LogRechargeRule.Metadata", "topic,nothing"],
    // Nobody may see it.
    ["Protocol.Password", 12345],
  ])("is not guessed for %s: %j", (field, value) => {
    expect(suggest(field, value)).toBeUndefined();
  });
});
