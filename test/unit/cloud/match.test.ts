import { describe, expect, it } from "vitest";
import type { CloudTask } from "../../../cloud/operation/operation.ts";
import { changesSince, differences, projectionOf, summarise } from "../../../cloud/task/match.ts";

const task = (fields: object): CloudTask => ({ Id: "id", Name: "n", ...fields });

describe("the projection", () => {
  it("keeps what is written, without the password", () => {
    const fields = { Name: "n", Protocol: { UserName: "u", Password: "p", Mechanism: "PLAIN" }, Offset: -1 };
    expect(projectionOf(fields, fields)).toEqual({
      Name: "n",
      Protocol: { UserName: "u", Mechanism: "PLAIN" },
      Offset: -1,
    });
  });

  it("keeps a password that is none: only Protocol.Password is", () => {
    const fields = { Password: "shown", Rule: { Password: "shown" } };
    expect(projectionOf(fields, fields)).toEqual(fields);
  });

  it("drops every value that came out of a placeholder, at any depth", () => {
    const written = { ServerAddr: "${env:ADDR}", Protocol: { UserName: "${secret:USER}" }, Keys: ["${env:KEY}", "b"] };
    const body = { ServerAddr: "k:1", Protocol: { UserName: "u" }, Keys: ["a", "b"] };
    expect(projectionOf(written, body)).toEqual({ Protocol: {} });
  });

  it("keeps the resolved Name and TopicId, by which tasks are told apart, but no other of these names", () => {
    const written = { Name: "${env:N}", TopicId: "${env:T}", Rule: { Name: "${env:N}" }, Region: "${env:R}" };
    const body = { Name: "n", TopicId: "t", Rule: { Name: "n" }, Region: "r" };
    expect(projectionOf(written, body)).toEqual({ Name: "n", TopicId: "t", Rule: {} });
  });

  it("drops what is not sent", () => {
    expect(projectionOf({ Name: "n", Id: "id", toString: "x" }, { Name: "n" })).toEqual({ Name: "n" });
  });
});

describe("a task", () => {
  it.each([
    ["the same values", { KafkaType: 0, Keys: ["a", "b"], Deep: { List: [{ A: 1 }] } }, undefined],
    ["missing for an empty text", { KafkaInstance: "" }, {}],
    ["an empty text for missing", { KafkaInstance: undefined }, { KafkaInstance: "" }],
    ["null for an empty list", { Keys: [] }, { Keys: null }],
    ["an empty object for missing members", { Protocol: { UserName: "" } }, { Protocol: {} }],
    ["more fields than asked for", { KafkaType: 0 }, { KafkaType: 0, Status: 1, Offset: -1 }],
    ["the default for what it does not show", { IsEncryptionAddr: false }, {}],
    ["the default time zone", { LogRechargeRule: { TimeZone: "UTC+08:00" } }, { LogRechargeRule: { TimeZone: "" } }],
  ])("matches with %s", (_, wanted, actual) => {
    expect(differences(wanted, actual ?? wanted)).toEqual([]);
    expect(differences(wanted, task(actual ?? wanted))).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    ["another number", { KafkaType: 0 }, { KafkaType: 1 }, ["KafkaType"]],
    ["a number for a text", { KafkaType: 0 }, { KafkaType: "0" }, ["KafkaType"]],
    ["nothing", { Offset: -1 }, {}, ["Offset"]],
    ["nothing for zero", { Offset: 0 }, {}, ["Offset"]],
    ["something for an empty text", { KafkaInstance: "" }, { KafkaInstance: "k" }, ["KafkaInstance"]],
    ["true for the default", { IsEncryptionAddr: false }, { IsEncryptionAddr: true }, ["IsEncryptionAddr"]],
    ["a shorter list", { Keys: ["a", "b"] }, { Keys: ["a"] }, ["Keys"]],
    ["a longer list", { Keys: ["a"] }, { Keys: ["a", "b"] }, ["Keys"]],
    ["another order", { Keys: ["a", "b"] }, { Keys: ["b", "a"] }, ["Keys"]],
    ["a text for a list", { Keys: ["a"] }, { Keys: "a" }, ["Keys"]],
    ["another member in a list", { L: [{ A: 1 }] }, { L: [{ A: 2 }] }, ["L"]],
    ["a further member in a list", { L: [{ A: 1 }] }, { L: [{ A: 1, B: 1 }] }, ["L"]],
    ["a missing member in a list", { L: [{ A: 1, B: 1 }] }, { L: [{ A: 1 }] }, ["L"]],
    ["a list for an object", { P: { A: 1 } }, { P: [1] }, ["P.A"]],
    ["nothing for an object", { P: { A: 1, B: { C: "" } } }, {}, ["P.A"]],
    ["a deep one", { R: { E: { S: true }, K: 1 } }, { R: { E: { S: false }, K: 2 } }, ["R.E.S", "R.K"]],
    ["an inherited member", { toString: "x" }, {}, ["toString"]],
  ])("does not match with %s", (_, wanted, actual, paths) => {
    expect(differences({ ...wanted }, { ...actual })).toEqual(paths);
  });

  it("may differ in fields that do not matter", () => {
    expect(differences({ A: 1, B: 1 }, { A: 2, B: 2 }, ["B"])).toEqual(["A"]);
  });

  it("has changed in what came, went or is another; bookkeeping aside", () => {
    const base = task({ A: 1, B: 1, Status: 1, CreateTime: "c", UpdateTime: "u", P: { X: 1 } });
    const now = task({ A: 2, C: 1, Status: 2, CreateTime: "d", UpdateTime: "v", P: { X: 1, Y: 1 } });
    expect(changesSince(base, now)).toEqual(["A", "B", "C", "P.Y"]);
    expect(changesSince(base, base)).toEqual([]);
    expect(changesSince(task({}), task({ IsEncryptionAddr: false, Keys: [] }))).toEqual([]);
  });

  it("is summed up without anything secret", () => {
    const one = task({ Status: 2, CreateTime: "2026-01-01 00:00:00", KafkaType: 1, Protocol: { Password: "canary" } });
    expect(summarise(one, { KafkaType: 0 })).toEqual({
      id: "id",
      name: "n",
      status: 2,
      createTime: "2026-01-01 00:00:00",
      differences: ["KafkaType"],
    });
    expect(summarise(task({ Status: "2", CreateTime: 5 }), {})).toEqual({
      id: "id",
      name: "n",
      status: undefined,
      createTime: "",
      differences: [],
    });
  });
});
