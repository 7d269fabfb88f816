import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REDACTED } from "../../../cloud/api/redact.ts";
import type { CloudTask } from "../../../cloud/operation/operation.ts";
import { differencesOf, type FileFields } from "../../../cloud/task/drift.ts";
import { cloudView, newTaskText, withCloudValues } from "../../../cloud/task/task-text.ts";
import { buildRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";
import { withDefaults } from "../../../sandbox/defaults.ts";
import type { KafkaRecharge } from "../../../sandbox/kafka-recharge.ts";
import { runs } from "../../support/arbitrary.ts";
import { body, type Json, refusal } from "../../support/task-bodies.ts";

const values: { [placeholder: string]: string } = {};

function fieldsOf(text: string, known = values): FileFields {
  const document = parseDocument(text);
  return {
    written: buildRequest(document, ({ text }) => text).value,
    value: buildRequest(document, ({ text, name }) => known[name] ?? text).value,
  };
}

/** The task as the cloud shows it after it was created with a body. */
function shown(body: Json): CloudTask {
  const { Protocol: { Password: _, ...protocol } = {}, ...task } = withDefaults(body as unknown as KafkaRecharge);
  return { ...task, Protocol: protocol, Id: "id", Status: 1, CreateTime: "2026-01-05 10:15:30" };
}

const text = `{
  "Id": "id", // ours
  "Name": "orders",
  "KafkaType": 1,
  "ServerAddr": "\${env:BROKER}",
  "IsEncryptionAddr": true,
  "Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "u", "Password": "in-clear" },
  "UserKafkaTopics": "orders",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

const cloud = (changes: object = {}) =>
  ({ ...shown(JSON.parse(buildRequest(parseDocument(text), () => "broker:9092").body)), ...changes }) as CloudTask;

describe("differencesOf", () => {
  it("sees none in a task that was made from the file, whatever the server filled in", () => {
    expect(differencesOf(fieldsOf(text, { BROKER: "broker:9092" }), cloud())).toEqual([]);
    expect(differencesOf(fieldsOf(text, { BROKER: "broker:9092" }), cloud({ KafkaInstance: null, Extra: 1 }))).toEqual(
      [],
    );
  });

  it("names fields in the file's order, then those of the cloud alone", () => {
    const task = cloud({ ConsumerGroupName: "g", UserKafkaTopics: "paid", Name: "old", Offset: -2 });
    expect(differencesOf(fieldsOf(text), task)).toEqual([
      { pointer: "/Name", file: "orders", cloud: "old", hidden: false },
      { pointer: "/UserKafkaTopics", file: "orders", cloud: "paid", hidden: false },
      { pointer: "/Offset", file: -1, cloud: -2, hidden: false },
      { pointer: "/ConsumerGroupName", file: undefined, cloud: "g", hidden: false },
    ]);
  });

  it("takes a documented default that is missing on one side for the same", () => {
    const zone = text.replace('"json_log"', '"json_log", "TimeZone": "UTC+08:00", "ParseArray": false');
    const { LogRechargeRule: rule, ...task } = cloud();
    const { TimeZone: _, ParseArray: __, ...bare } = rule as Json;
    expect(differencesOf(fieldsOf(zone), { ...task, LogRechargeRule: bare })).toEqual([]);
    const other = zone.replace("UTC+08:00", "UTC+09:00");
    expect(differencesOf(fieldsOf(other), cloud())).toEqual([
      { pointer: "/LogRechargeRule/TimeZone", file: "UTC+09:00", cloud: "UTC+08:00", hidden: false },
    ]);
  });

  it("compares what placeholders stand for without showing it, and never a password", () => {
    const task = cloud({ Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "u", Password: "other" } });
    expect(differencesOf(fieldsOf(text, { BROKER: "elsewhere:9092" }), task)).toEqual([
      { pointer: "/ServerAddr", file: "${env:BROKER}", cloud: REDACTED, hidden: true },
    ]);
    expect(differencesOf(fieldsOf(text, {}), task)).toEqual([]);
  });

  it("does not mind a task that does not say where it began, nor what is switched off", () => {
    const { Offset: _, ...task } = cloud();
    const JsonExpand = { Switch: false, Fields: ["a"], DropOriginal: true };
    const rule = { ...(task.LogRechargeRule as object), JsonExpand };
    expect(differencesOf(fieldsOf(text), { ...task, LogRechargeRule: rule } as CloudTask)).toEqual([]);
  });
});

const valid = body(60)
  .map((value) => ({ ...value, Offset: -1 }))
  .filter((value) => refusal(JSON.stringify(value)) === undefined);
const bodyOf = (text: string): Json => JSON.parse(buildRequest(parseDocument(text), () => "secret").body);
const pretty = (value: Json) => JSON.stringify(value, undefined, 2);

describe("on random tasks", () => {
  it("a file never differs from the task made of it, nor does the file made of the task", () => {
    fc.assert(
      fc.property(valid, (value) => {
        const made = shown(bodyOf(pretty(value)));
        expect(differencesOf(fieldsOf(pretty(value), { PASSWORD: "secret" }), made)).toEqual([]);
        const imported = newTaskText(made, { id: "id", region: "ap-guangzhou" });
        expect(differencesOf(fieldsOf(imported), made)).toEqual([]);
        // What is imported may be submitted elsewhere as it is; only the Id stands in the way.
        expect(refusal(imported.replace('"Id": "id",', ""))).toBe(undefined);
      }),
      { numRuns: runs(300) },
    );
  });

  it("a file that takes the cloud's values does not differ any more", () => {
    fc.assert(
      fc.property(valid, valid, (mine, theirs) => {
        const task = shown(bodyOf(pretty(theirs)));
        const document = parseDocument(pretty(mine));
        const taken = withCloudValues(document, differencesOf(fieldsOf(document.text), task));
        expect(differencesOf(fieldsOf(taken), task)).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("the cloud's view of a file", () => {
  it("is the file's text with other values, and without the password", () => {
    const document = parseDocument(text);
    const task = cloud({ UserKafkaTopics: "paid", ConsumerGroupName: "g" });
    const view = cloudView(document, differencesOf(fieldsOf(text), task));
    expect(view).toBe(
      text
        .replace('"UserKafkaTopics": "orders"', '"UserKafkaTopics": "paid"')
        .replace('"DefaultTimeSwitch": true }\n', '"DefaultTimeSwitch": true },\n  "ConsumerGroupName": "g"\n')
        .replace("in-clear", REDACTED),
    );
  });

  it("hides a password of which a part is in the file", () => {
    const partly = text.replace("in-clear", "in-clear${env:REST}");
    const view = cloudView(parseDocument(partly), differencesOf(fieldsOf(partly), cloud()));
    expect(view).toContain(REDACTED);
    expect(view).not.toContain("in-clear");
  });

  it("leaves a password that is a placeholder alone", () => {
    const safe = text.replace("in-clear", "${secret:kafka}");
    expect(cloudView(parseDocument(safe), differencesOf(fieldsOf(safe), cloud()))).toBe(safe);
  });
});

describe("a new file", () => {
  it("says what is set and nothing else", () => {
    const task = cloud({ ServerAddr: "broker:9092" });
    expect(newTaskText(task, { id: "x", region: "ap-guangzhou" })).toBe(
      `${JSON.stringify(
        {
          Id: "x",
          Region: "ap-guangzhou",
          Name: "orders",
          KafkaType: 1,
          UserKafkaTopics: "orders",
          Offset: -1,
          LogRechargeRule: { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true },
          ServerAddr: "broker:9092",
          IsEncryptionAddr: true,
          Protocol: {
            Protocol: "sasl_ssl",
            Mechanism: "PLAIN",
            UserName: "u",
            Password: "${secret:orders-password}",
          },
        },
        undefined,
        2,
      )}\n`,
    );
  });

  it.each([
    ["订单", "10.0.0.1:9092,10.0.0.2:9092", "${secret:10.0.0.1-password}"],
    ["订单", undefined, "${secret:kafka-password}"],
    ["a b/c", undefined, "${secret:a-b-c-password}"],
  ])("names the secret of %j at %j", (Name, ServerAddr, Password) => {
    const made = newTaskText({ Name, ServerAddr, Protocol: { UserName: "u" } }, {});
    expect(JSON.parse(made).Protocol.Password).toBe(Password);
  });
});
