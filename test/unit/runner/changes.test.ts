/** Modify, pause, resume and delete: what is sent, what a lost answer leads to, and what is refused. */
import { chmod, rm, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../sandbox/server.ts";
import {
  actions,
  DELETE,
  edit,
  expectSettled,
  inEffect,
  kinds,
  MODIFY,
  startCreated,
  TOPICS,
  task,
} from "./existing.ts";
import { createFrom, TEXT, TOPIC, type World } from "./world.ts";

function bodies(world: World, action: string): unknown[] {
  return world.sandbox.requests.filter((request) => request.action === action).map((request) => request.body);
}

describe("a change", () => {
  it.each(kinds)("to %s a task is made once and remembered", async (kind) => {
    const world = await startCreated(kind);
    const before = await world.text();
    const id = await world.idInFile();
    const { outcome, asked } = await world.change(kind);
    expect(outcome).toEqual({ kind: "changed", id, requestId: expect.any(String), described: false, warnings: [] });
    expect(asked).toEqual([]);
    await expectSettled(kind, world);
    if (kind !== "delete") expect(await world.text()).toBe(before);
  });

  it.each([
    ["pause", 1],
    ["resume", 2],
  ] as const)("to %s sends what names the task and the status, nothing else", async (kind, StatusControl) => {
    const world = await startCreated(kind);
    await world.change(kind);
    expect(bodies(world, MODIFY).at(-1)).toEqual({ Id: task(world)?.Id, TopicId: TOPIC, StatusControl });
  });

  it("to modify sends every field of the file but Offset", async () => {
    const world = await startCreated();
    await world.change("modify");
    const { request } = await createFrom(await world.file(), world.sandbox.url);
    const { Offset: _, ...fields } = request.value;
    expect(bodies(world, MODIFY)).toEqual([{ Id: task(world)?.Id, ...fields }]);
  });

  it("to delete takes the Id out of the file, keeps a record, and lets the file create another task", async () => {
    const world = await startCreated();
    const { uri } = await world.file();
    await edit(world, "orders,paid", "orders");
    expect(await world.text()).not.toBe(TEXT);
    await world.change("delete");
    expect(await world.text()).toBe(TEXT);
    expect(await world.journal.createdFrom(uri)).toBeUndefined();
    expect((await world.records()).map(({ kind, phase }) => [kind, phase])).toEqual([["delete", "done"]]);
    const again = await world.submit();
    expect(again).toMatchObject({ outcome: { kind: "created" }, asked: [] });
  });

  it.each(kinds)("C8: to %s that the API refuses changes nothing", async (kind) => {
    const world = await startCreated(kind);
    const before = await world.text();
    world.sandbox.script([{ action: actions[kind], error: { code: "OperationDenied.AccountIsolate" } }]);
    const { outcome } = await world.change(kind);
    expect(outcome).toMatchObject({ kind: "rejected", at: "send", error: { code: "OperationDenied.AccountIsolate" } });
    expect(await world.text()).toBe(before);
    expect(inEffect(kind, world)).toBe(false);
    expect((await world.records()).at(-1)).toMatchObject({ kind, phase: "rejected" });
  });

  it.each(kinds)("C10: to %s does not start from a task that somebody changed since it was planned", async (kind) => {
    const world = await startCreated(kind);
    const plan = await world.planChange(kind);
    await world.api().modify(encode({ Id: plan.id, TopicId: TOPIC, ConsumerGroupName: "theirs" }));
    const sent = world.calls(actions[kind]);
    const { outcome } = await world.run(plan);
    expect(outcome).toEqual({
      kind: "refused",
      refusal: { kind: "changed-in-cloud", differences: ["ConsumerGroupName"] },
    });
    expect(world.calls(actions[kind])).toBe(sent);
    expect(task(world)?.ConsumerGroupName).toBe("theirs");
  });

  it.each(["modify", "pause", "resume"] as const)("C11: to %s a task that is gone is refused", async (kind) => {
    const world = await startCreated(kind);
    const plan = await world.planChange(kind);
    await world.api().delete(encode({ Id: plan.id, TopicId: TOPIC }));
    const sent = world.calls(MODIFY);
    expect((await world.run(plan)).outcome).toEqual({ kind: "refused", refusal: { kind: "gone", id: plan.id } });
    expect(world.calls(MODIFY)).toBe(sent);
  });

  it("C11: to delete a task that is gone tidies up the file and sends nothing", async () => {
    const world = await startCreated("delete");
    const plan = await world.planChange("delete");
    await world.api().delete(encode({ Id: plan.id, TopicId: TOPIC }));
    expect((await world.run(plan)).outcome).toMatchObject({ kind: "changed", id: plan.id, described: true });
    expect(world.calls(DELETE)).toBe(1);
    await expectSettled("delete", world);
  });

  it.each(kinds)("C13: to %s waits for nobody who is at work on the same task", async (kind) => {
    const world = await startCreated(kind);
    // The answer is held back until the second has had its try: the first is at work all the while.
    world.sandbox.script([{ action: actions[kind], hold: true }]);
    const second: Promise<unknown>[] = [];
    await world.change(kind, {
      onPhase: (phase) => {
        if (phase !== "sent") return;
        const outcome = world.change(kind, { lockWait: 0 }).then((result) => result.outcome);
        second.push(outcome.finally(() => world.sandbox.release()));
      },
    });
    expect(await Promise.all(second)).toMatchObject([{ kind: "refused", refusal: { kind: "busy" } }]);
  });

  it("C12: that is cancelled after it was sent is settled by the next recovery", async () => {
    const world = await startCreated("pause");
    const stop = new AbortController();
    world.sandbox.script([{ action: MODIFY, commit: "later", outcome: "hang" }]);
    world.clock.at(world.clock.seconds + 5, () => stop.abort());
    const { outcome } = await world.change("pause", { signal: stop.signal });
    expect(outcome).toMatchObject({ kind: "cancelled", known: { sent: true, name: "orders" } });
    world.sandbox.commitPending();
    const [settled] = await world.recoverAll();
    expect(settled?.outcome).toMatchObject({ kind: "changed", described: true });
    await expectSettled("pause", world);
  });

  it("C9: that cannot be listed stays open", async () => {
    const world = await startCreated("pause");
    world.sandbox.script([{ action: MODIFY, commit: true, outcome: "reset" }]);
    const { outcome } = await world.change("pause", {
      onPhase: (phase) => {
        if (phase === "sent")
          world.sandbox.script([{ action: "DescribeKafkaRecharges", times: 99, error: { code: "InternalError" } }]);
      },
    });
    expect(outcome).toMatchObject({ kind: "unknown", reason: "unlisted" });
    expect(await world.journal.listUnfinished()).toHaveLength(1);
  });

  it("C12: settles an unfinished one of the same file first", async () => {
    const world = await startCreated("modify");
    const stop = new AbortController();
    world.sandbox.script([{ action: MODIFY, commit: "later", outcome: "hang" }]);
    world.clock.at(world.clock.seconds + 5, () => stop.abort());
    await world.change("modify", { signal: stop.signal });
    world.sandbox.commitPending();
    expect((await world.change("pause")).outcome).toMatchObject({ kind: "changed", described: false });
    expect((await world.records()).map(({ kind, phase }) => [kind, phase])).toEqual([
      ["create", "done"],
      ["modify", "done"],
      ["pause", "done"],
    ]);
  });
});

describe("a modify", () => {
  it("is refused when it would change Offset", async () => {
    const world = await startCreated();
    await edit(world, '"Offset": -1', '"Offset": -2');
    const { outcome } = await world.change("modify");
    expect(outcome).toEqual({ kind: "refused", refusal: { kind: "immutable", fields: ["Offset"] } });
    expect(world.calls(MODIFY)).toBe(0);
  });

  it("is refused when it would move the task to another topic", async () => {
    const world = await startCreated();
    const plan = await world.planChange("modify");
    const topicId = "another-topic";
    expect((await world.run({ ...plan, topicId })).outcome).toEqual({
      kind: "refused",
      refusal: { kind: "immutable", fields: ["TopicId"] },
    });
  });

  it("is refused when its name is a secret, because names are recorded", async () => {
    const world = await startCreated();
    await edit(world, '"Name": "orders"', '"Name": "${secret:NAME}"');
    const { outcome } = await world.change("modify", { secrets: { NAME: "canary" } });
    expect(outcome).toEqual({ kind: "refused", refusal: { kind: "secret-identity", field: "Name" } });
  });

  const FULL = TEXT.replace(
    '"DefaultTimeSwitch": true',
    `"DefaultTimeSwitch": true,
    "TimeZone": "GMT+01:00",
    "Keys": ["a", "b"],
    "Metadata": ["kafka_topic"],
    "UnMatchLogSwitch": true,
    "UnMatchLogKey": "failed",
    "UnMatchLogTimeSrc": 1,
    "ParseArray": true,
    "JsonExpand": { "Switch": true, "Fields": ["message"] }`,
  ).replace('"UserKafkaTopics"', '"ConsumerGroupName": "orders-group",\n  "UserKafkaTopics"');

  it("unsets what the task has and the file lacks, as far as there is a value for it", async () => {
    const world = await startCreated("delete", { text: FULL });
    const bare = TEXT.replace("{\n", `{\n  "Id": "${await world.idInFile()}",\n`);
    await writeFile(world.path, bare);
    expect((await world.change("modify")).outcome).toMatchObject({ kind: "changed", warnings: [] });
    expect(task(world)).toMatchObject({
      ConsumerGroupName: "",
      KafkaInstance: "ckafka-2vrgxbxa",
      LogRechargeRule: {
        RechargeType: "json_log",
        TimeZone: "UTC+08:00",
        Keys: [],
        Metadata: [],
        UnMatchLogSwitch: false,
        UnMatchLogKey: "",
        UnMatchLogTimeSrc: 0,
        ParseArray: false,
        JsonExpand: { Switch: false },
      },
    });
    // Once unset, nothing is left to unset.
    await world.change("modify");
    expect(Object.keys(bodies(world, MODIFY).at(-1) ?? {})).not.toContain("ConsumerGroupName");
  });

  const SASL = TEXT.replace('"KafkaType": 0', '"KafkaType": 1').replace(
    '"KafkaInstance": "ckafka-2vrgxbxa"',
    `"ServerAddr": "kafka.example.com:9092",
  "IsEncryptionAddr": true,
  "Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "reader", "Password": "\${secret:PASSWORD}" }`,
  );

  it("takes a password away together with its user", async () => {
    const world = await startCreated("delete", { text: SASL });
    expect(task(world)?.Protocol?.Password).toBe("canary");
    await edit(world, /"Protocol": \{.*\}/, '"Protocol": { "Protocol": "ssl" }');
    expect((await world.change("modify")).outcome).toMatchObject({ kind: "changed", warnings: [] });
    expect(task(world)?.Protocol).toEqual({ Protocol: "ssl", Mechanism: "", UserName: "", Password: "" });
  });

  it("C7: of a password alone, its answer lost, does not claim what nobody can see", async () => {
    const world = await startCreated("delete", { text: SASL });
    world.sandbox.script([{ action: MODIFY, commit: true, outcome: "reset" }]);
    const lost = await world.change("modify", { secrets: { PASSWORD: "another" } });
    expect(lost.outcome).toMatchObject({ kind: "closed", reason: "not-visible" });
    expect(await world.journal.listUnfinished()).toEqual([]);
    const again = await world.change("modify", { secrets: { PASSWORD: "another" } });
    expect(again.outcome).toMatchObject({ kind: "changed", described: false });
    expect(task(world)?.Protocol?.Password).toBe("another");
  });

  it("of a password and something that can be seen is settled by what can be seen", async () => {
    const world = await startCreated("delete", { text: SASL });
    await edit(world, TOPICS, TOPICS.replace("orders", "orders,paid"));
    world.sandbox.script([{ action: MODIFY, commit: true, outcome: "reset" }]);
    const lost = await world.change("modify", { secrets: { PASSWORD: "another" } });
    expect(lost.outcome).toMatchObject({ kind: "changed", described: true });
  });

  it("is refused when the file lacks what no value unsets", async () => {
    const text = TEXT.replace('"Offset"', '"UserKafkaMeta": { "KafkaVersion": "2.0.0" },\n  "Offset"');
    const world = await startCreated("delete", { text });
    await edit(world, /.*UserKafkaMeta.*\n/, "");
    const { outcome } = await world.change("modify");
    expect(outcome).toEqual({ kind: "refused", refusal: { kind: "immutable", fields: ["UserKafkaMeta"] } });
  });

  it("C14: that was not taken over in full says in which fields", async () => {
    const world = await startCreated();
    world.sandbox.script([{ action: MODIFY, commit: false, outcome: { body: { Response: { RequestId: "r" } } } }]);
    const { outcome } = await world.change("modify");
    expect(outcome).toMatchObject({
      kind: "changed",
      warnings: [{ kind: "not-as-planned", fields: ["UserKafkaTopics"] }],
    });
  });

  it("works on a file that cannot be written: the file is not touched", async () => {
    const world = await startCreated();
    await chmod(world.path, 0o444);
    expect((await world.change("modify")).outcome).toMatchObject({ kind: "changed" });
  });
});

describe("a pause", () => {
  it("that disturbs other fields of the task says so: what becomes of fields left out is not documented", async () => {
    const world = await startCreated("pause");
    const { outcome } = await world.change("pause", {
      onPhase: (phase) => {
        if (phase !== "audit") return;
        const infos = world.sandbox.tasks().map(({ Region: _, ...one }) => ({ ...one, ConsumerGroupName: "new" }));
        const body = { Response: { Infos: infos, TotalCount: 1, RequestId: "r" } };
        world.sandbox.script([{ action: "DescribeKafkaRecharges", outcome: { body } }]);
      },
    });
    expect(outcome).toMatchObject({
      kind: "changed",
      warnings: [{ kind: "not-as-planned", fields: ["ConsumerGroupName"] }],
    });
  });

  it.each<[string, Omit<Fault, "action">, string]>([
    ["gone", { outcome: { body: { Response: { Infos: [], TotalCount: 0, RequestId: "r" } } } }, "gone"],
    ["not to be listed", { error: { code: "InternalError" }, times: 3 }, "audit-failed"],
  ])("C14: of a task that is %s right after it says so", async (_, fault, kind) => {
    const world = await startCreated("pause");
    const { outcome } = await world.change("pause", {
      onPhase: (phase) => {
        if (phase === "audit") world.sandbox.script([{ action: "DescribeKafkaRecharges", ...fault }]);
      },
    });
    expect(outcome).toMatchObject({ kind: "changed", warnings: [{ kind }] });
  });

  it("C14: looks again when others use up the rate", async () => {
    const world = await startCreated("pause");
    const { outcome } = await world.change("pause", {
      onPhase: (phase) => {
        if (phase === "audit")
          world.sandbox.script([{ action: "DescribeKafkaRecharges", error: { code: "RequestLimitExceeded" } }]);
      },
    });
    expect(outcome).toMatchObject({ kind: "changed", warnings: [] });
  });

  it("resumed into an error is resumed", async () => {
    const world = await startCreated("resume");
    world.sandbox.script([{ action: MODIFY, commit: false, outcome: "reset" }]);
    const { outcome } = await world.change("resume", {
      onPhase: (phase) => {
        if (phase !== "reconcile") return;
        const infos = world.sandbox.tasks().map(({ Region: _, ...one }) => ({ ...one, Status: 3 }));
        const body = { Response: { Infos: infos, TotalCount: 1, RequestId: "r" } };
        world.sandbox.script([{ action: "DescribeKafkaRecharges", outcome: { body } }]);
      },
    });
    expect(outcome).toMatchObject({ kind: "changed", described: true });
  });
});

describe("a delete", () => {
  it.each([
    ["read-only", (world: World) => chmod(world.path, 0o444), "read-only"],
    ["broken", (world: World) => edit(world, "{", ""), "unparsable"],
    ["missing", (world: World) => rm(world.path), "missing"],
  ])("C15: whose file is %s meanwhile is held, and settled when it can be written", async (_, damage, reason) => {
    const world = await startCreated("delete");
    const text = await world.text();
    const file = await world.fileThat((call) => (call === "removeId" ? damage(world) : undefined));
    const { outcome } = await world.change("delete", { file });
    expect(outcome).toMatchObject({ kind: "held", reason });
    expect(world.sandbox.tasks()).toEqual([]);
    await rm(world.path, { force: true });
    await writeFile(world.path, text);
    const [settled] = await world.recoverAll();
    expect(settled?.outcome).toMatchObject({ kind: "changed" });
    await expectSettled("delete", world);
  });

  it("C15: leaves alone a file that meanwhile holds another Id", async () => {
    const world = await startCreated("delete");
    const file = await world.fileThat((call) =>
      call === "removeId" ? edit(world, /"Id": ".*"/, '"Id": "another"') : undefined,
    );
    expect((await world.change("delete", { file })).outcome).toMatchObject({ kind: "changed" });
    expect(await world.idInFile()).toBe("another");
  });

  it("is not started for a file that holds another Id, or none", async () => {
    const world = await startCreated("delete");
    const plan = await world.planChange("delete");
    await edit(world, plan.id, "another");
    expect((await world.run(plan)).outcome).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-id", found: "another" },
    });
    await writeFile(world.path, TEXT);
    expect((await world.run(plan)).outcome).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-id", found: undefined },
    });
    expect(world.calls(DELETE)).toBe(0);
  });
});

function encode(body: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}
