import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { example, sdk } from "./client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimit: false });
});
afterAll(() => sandbox.close());

const { TopicId } = example;

describe("the life of a task, seen through the official SDK", () => {
  it("creates, lists, changes, pauses, starts and deletes", async () => {
    const client = sdk(sandbox);
    const { Id } = await client.request("CreateKafkaRecharge", example);
    expect(Id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

    const listed = await client.request("DescribeKafkaRecharges", { TopicId, Id });
    expect(listed.TotalCount).toBe(1);
    expect(listed.Infos[0]).toMatchObject({ ...example, Id, Status: 1, KafkaInstance: "" });
    expect(listed.Infos[0].LogRechargeRule).toMatchObject({ Keys: [], TimeKey: "", TimeZone: "UTC+08:00" });
    expect(listed.Infos[0].CreateTime).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

    await client.request("ModifyKafkaRecharge", { Id, TopicId, Name: "renamed", StatusControl: 1 });
    const paused = await client.request("DescribeKafkaRecharges", { TopicId, Id, Status: 2 });
    expect(paused.Infos[0]).toMatchObject({ ...example, Name: "renamed", Status: 2 });

    await client.request("ModifyKafkaRecharge", { Id, TopicId, StatusControl: 2 });
    expect((await client.request("DescribeKafkaRecharges", { TopicId, Id, Status: 2 })).Infos).toEqual([]);

    await client.request("DeleteKafkaRecharge", { Id, TopicId });
    expect((await client.request("DescribeKafkaRecharges", { TopicId, Id })).TotalCount).toBe(0);
  });
});
