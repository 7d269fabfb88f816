import { describe, expect, it } from "vitest";
import { complete, leftOver, stuck, UNSET } from "../../../cloud/task/left-over.ts";
import { fields as known } from "../../../schemas/generated/fields.ts";

function* paths(fields: object, path = ""): Generator<string> {
  for (const [name, value] of Object.entries(fields)) {
    yield `${path}/${name}`;
    if (typeof value === "object" && !Array.isArray(value)) yield* paths(value, `${path}/${name}`);
  }
}

/** Required of every file, or unset in a way of its own; `Offset` is no parameter of a modify. */
const others = [
  "/TopicId",
  "/Name",
  "/KafkaType",
  "/UserKafkaTopics",
  "/Offset",
  "/LogRechargeRule/RechargeType",
  "/LogRechargeRule/EncodingFormat",
  "/LogRechargeRule/DefaultTimeSwitch",
  "/LogRechargeRule/JsonExpand/Fields",
  "/LogRechargeRule/JsonExpand/DropOriginal",
  "/LogRechargeRule/JsonExpand/ConflictPolicy",
  "/Protocol/Password",
  "/UserKafkaMeta",
  "/UserKafkaMeta/KafkaVersion",
];

describe("fields that a task has and its file lacks", () => {
  it("know every body parameter", () => {
    expect([...paths(UNSET), ...others].sort()).toEqual(Object.keys(known).sort());
  });

  it("are none when the task shows what was never given", () => {
    expect(leftOver({ Name: "n" }, { Name: "n", Offset: -1, Status: 1, ...UNSET })).toEqual({});
    expect(leftOver({}, {})).toEqual({});
    expect(leftOver({}, { KafkaInstance: null, Protocol: null, LogRechargeRule: { Keys: [] } })).toEqual({});
  });

  it("come with the value that unsets them, and only those", () => {
    const file = { KafkaInstance: "mine", LogRechargeRule: { Delimiter: "," } };
    const task = {
      KafkaInstance: "theirs",
      ServerAddr: "k:9092",
      IsEncryptionAddr: true,
      LogRechargeRule: { Delimiter: "|", TimeZone: "GMT+00:00", Keys: ["a"], DefaultTimeSrc: 1, ParseArray: true },
    };
    expect(leftOver(file, task)).toEqual({
      ServerAddr: "",
      IsEncryptionAddr: false,
      LogRechargeRule: { TimeZone: "UTC+08:00", Keys: [], DefaultTimeSrc: 0, ParseArray: false },
    });
  });

  it("are sent together with the file's own, which win", () => {
    const file = { Name: "n", Protocol: { Protocol: "ssl" } };
    const task = { Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "u" }, ConsumerGroupName: "g" };
    expect(complete(file, task)).toEqual({
      Name: "n",
      Protocol: { Protocol: "ssl", Mechanism: "", UserName: "", Password: "" },
      ConsumerGroupName: "",
    });
  });

  it("leave a password alone that belongs to a user of the file", () => {
    const Protocol = { Protocol: "sasl_ssl", UserName: "u", Password: "p" };
    expect(complete({ Protocol }, { Protocol: { ...Protocol, Mechanism: "PLAIN" } })).toEqual({
      Protocol: { ...Protocol, Mechanism: "" },
    });
  });

  it("switch JsonExpand off with the fields it needs", () => {
    const task = { LogRechargeRule: { JsonExpand: { Switch: true, Fields: ["a"], DropOriginal: true } } };
    expect(complete({ LogRechargeRule: { RechargeType: "json_log" } }, task)).toEqual({
      LogRechargeRule: { RechargeType: "json_log", JsonExpand: { Switch: false, Fields: ["a"] } },
    });
    const own = { LogRechargeRule: { JsonExpand: { Switch: true, Fields: ["b"] } } };
    expect(complete(own, task)).toEqual(own);
  });

  it("may be ones that nothing unsets", () => {
    const UserKafkaMeta = { KafkaVersion: "2.0.0" };
    expect(stuck({}, { UserKafkaMeta })).toEqual(["UserKafkaMeta"]);
    expect(stuck({ UserKafkaMeta }, { UserKafkaMeta })).toEqual([]);
    expect(stuck({}, { UserKafkaMeta: { KafkaVersion: "" } })).toEqual([]);
    expect(stuck({}, {})).toEqual([]);
  });
});
