import { describe, expect, it } from "vitest";
import { applicability, applicabilityText, holding } from "../../../server/src/service/conditions.ts";
import { fields, rootSchema, schemaAt, snippets, texts, values } from "../../../server/src/service/schema.ts";

function text(document: object, ...path: string[]): string | undefined {
  return applicabilityText(applicability(holding(document), path), path.join("."), "en");
}

function kind(document: object, ...path: string[]): string {
  return applicability(holding(document), path).kind;
}

describe("applicability", () => {
  it("names the deciding value and what it means", () => {
    expect(text({ KafkaType: 0 }, "KafkaInstance")).toBe(
      "`KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).",
    );
  });

  it("names every deciding property", () => {
    const rule = { DefaultTimeSwitch: false, RechargeType: "json_log" };
    expect(text({ LogRechargeRule: rule }, "LogRechargeRule", "TimeKey")).toBe(
      '`LogRechargeRule.TimeKey` is required because `DefaultTimeSwitch` is false (time read from the log) and `RechargeType` is "json_log" (JSON).',
    );
  });

  it("is required without a reason where the documentation always requires it", () => {
    expect(text({}, "TopicId")).toBe("`TopicId` is always required.");
    expect(kind({}, "LogRechargeRule", "JsonExpand", "Switch")).toBe("required");
  });

  it("decides nothing by an absent, wrong or inherited value", () => {
    for (const value of [{}, { KafkaType: 2 }, { KafkaType: "0" }, Object.create({ KafkaType: 0 }), [], null, "x"]) {
      expect(holding(value)).toEqual([]);
      expect(kind(value, "KafkaInstance")).toBe("optional");
    }
  });

  it("tells an expectation from a requirement", () => {
    expect(kind({ LogRechargeRule: { UnMatchLogSwitch: true } }, "LogRechargeRule", "UnMatchLogKey")).toBe("expected");
  });

  it("says that a member of an object without effect has none", () => {
    expect(kind({ KafkaType: 0 }, "Protocol", "UserName")).toBe("no-effect");
    expect(kind({ KafkaType: 0, Protocol: { Protocol: "sasl_ssl" } }, "Protocol", "UserName")).toBe("required");
  });

  it("requires the name of a protocol only where one is used", () => {
    const protocol = { KafkaType: 1, IsEncryptionAddr: true, Protocol: {} };
    expect(kind(protocol, "Protocol", "Protocol")).toBe("required");
    expect(kind({ ...protocol, IsEncryptionAddr: false }, "Protocol", "Protocol")).toBe("optional");
  });

  it("hands on remarks", () => {
    const { kind, remarks } = applicability(holding({ LogRechargeRule: { RechargeType: "delimiter_log" } }), [
      "LogRechargeRule",
      "RechargeType",
    ]);
    expect(kind).toBe("required");
    expect(remarks.map(({ condition }) => condition["x-rule"].id)).toEqual(["R55"]);
  });
});

describe("schema", () => {
  it("finds a field through references and arrays, and nothing beyond", () => {
    expect(schemaAt(["LogRechargeRule", "Metadata", 0])?.enum).toContain("kafka_topic");
    expect(schemaAt(["Protocol", "Password"])?.["x-secret"]).toBe(true);
    for (const path of [["toString"], ["LogRechargeRule", "nope"], ["Name", "x"], [0]]) {
      expect(schemaAt(path)).toBeUndefined();
    }
  });

  it("keeps a field's own texts beside the definition it refers to", () => {
    const protocol = schemaAt(["Protocol"]);
    expect(protocol?.title).toBe("Access protocol");
    expect(protocol && fields(protocol).map(([name]) => name)).toEqual([
      "Protocol",
      "Mechanism",
      "UserName",
      "Password",
    ]);
  });

  it("speaks both languages", () => {
    expect(texts(rootSchema, "en").title).toBe("Kafka import task");
    expect(texts(rootSchema, "zh-cn").title).toBe("Kafka 导入任务");
    const zone = schemaAt(["LogRechargeRule", "TimeZone"]);
    expect(zone && values(zone, "zh-cn").find(({ value }) => value === "UTC+08:00")?.label).toContain("北京");
    const rule = schemaAt(["LogRechargeRule"]);
    const [first] = rule ? snippets(rule, "zh-cn") : [];
    expect(first).toMatchObject({ label: "JSON 格式", body: { RechargeType: "json_log" } });
  });
});
