import { describe, expect, it, onTestFinished } from "vitest";
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { findGroups, findInstances, findKafkaTopics, findLogTopics } from "../../../cloud/api/look-up.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";

async function start(): Promise<{ sandbox: Sandbox; api: ClsApi; actions(): (string | undefined)[] }> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const api = new ClsApi({
    endpoint: Endpoint.parse(sandbox.url),
    region: "ap-guangzhou",
    credential: sandboxCredential(),
    language: "en-US",
    clientName: "cls-recharge_test",
  });
  return { sandbox, api, actions: () => sandbox.requests.map(({ action }) => action).sort() };
}

describe("a look-up", () => {
  it("names log topics and their logsets, with a request for each", async () => {
    const { api, actions } = await start();
    const { items, more } = await findLogTopics(api);
    expect(items.map(({ name, logset }) => [name, logset])).toEqual([
      ["app-logs", "demo"],
      ["nginx-access", "demo"],
      ["orders", "shop"],
    ]);
    expect(more).toBe(false);
    expect(actions()).toEqual(["DescribeLogsets", "DescribeTopics"]);
  });

  it("does without the names of logsets where they may not be seen", async () => {
    const { sandbox, api } = await start();
    sandbox.script([{ action: "DescribeLogsets", error: { code: "UnauthorizedOperation" } }]);
    expect((await findLogTopics(api)).items.map(({ logset }) => logset)).toEqual(["", "", ""]);
  });

  it.each([
    ["DescribeTopics", "UnauthorizedOperation"],
    ["DescribeLogsets", "InternalError"],
  ])("fails when %s does with %s", async (action, code) => {
    const { sandbox, api } = await start();
    sandbox.script([{ action, error: { code } }]);
    await expect(findLogTopics(api)).rejects.toMatchObject({ code });
  });

  it("turns pages until it has all, and gives up after ten", async () => {
    const { sandbox, api, actions } = await start();
    const page = (count: number, TotalCount: number) => ({
      action: "DescribeInstances",
      outcome: {
        body: {
          Response: {
            Result: { TotalCount, InstanceList: Array(count).fill({ InstanceId: "ckafka-1" }) },
            RequestId: "r",
          },
        },
      },
    });
    sandbox.script([page(100, 130), page(30, 130)]);
    expect(await findInstances(api)).toMatchObject({ items: { length: 130 }, more: false });
    expect(sandbox.requests.map(({ body }) => body)).toEqual([
      { Offset: 0, Limit: 100 },
      { Offset: 100, Limit: 100 },
    ]);
    sandbox.script([{ ...page(100, 5000), times: 10 }]);
    expect(await findInstances(api)).toMatchObject({ items: { length: 1000 }, more: true });
    expect(actions()).toHaveLength(12);
    sandbox.script([page(0, 5000)]);
    expect(await findInstances(api)).toMatchObject({ items: { length: 0 }, more: false });
  });

  it("names the topics and groups of an instance", async () => {
    const { api } = await start();
    expect((await findKafkaTopics(api, "ckafka-8kq3mn5w")).items).toEqual(["orders", "payments"]);
    expect((await findGroups(api, "ckafka-2vrgxbxa")).items).toEqual(["cls-app-logs", "billing"]);
  });
});
