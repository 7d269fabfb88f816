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

  it("is in error when it is told so, until it is started again", async () => {
    const client = sdk(sandbox);
    const inError = async () =>
      (await client.request("DescribeKafkaRecharges", { TopicId, Status: 3 })).Infos.map(
        ({ Id }: { Id: string }) => Id,
      );
    const { Id } = await client.request("CreateKafkaRecharge", example);
    sandbox.setStatus(Id, 3);
    expect(await inError()).toEqual([Id]);
    await client.request("ModifyKafkaRecharge", { Id, TopicId, Name: "renamed" });
    expect(await inError()).toEqual([Id]);
    await client.request("ModifyKafkaRecharge", { Id, TopicId, StatusControl: 2 });
    expect(await inError()).toEqual([]);
    expect(() => sandbox.setStatus(Id, 4)).toThrow("no status 4");
    expect(() => sandbox.setStatus("no-such-task", 3)).toThrow("no task no-such-task");
    await client.request("DeleteKafkaRecharge", { Id, TopicId });
  });
});

describe("CreateKafkaRecharge", () => {
  it("makes a task each time: it is not idempotent", async () => {
    const first = await sdk(sandbox).request("CreateKafkaRecharge", example);
    const second = await sdk(sandbox).request("CreateKafkaRecharge", example);
    expect(second.Id).not.toBe(first.Id);
    const { Infos } = await sdk(sandbox).request("DescribeKafkaRecharges", { TopicId });
    expect(Infos.map((task: { Id: string }) => task.Id)).toEqual([first.Id, second.Id]);
  });

  it("knows a topic only in its region", async () => {
    const regional = { ...example, TopicId: "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a" };
    const elsewhere = sdk(sandbox, { region: "ap-singapore" }).request("CreateKafkaRecharge", regional);
    await expect(elsewhere).rejects.toMatchObject({ code: "ResourceNotFound.TopicNotExist" });
    await expect(sdk(sandbox).request("CreateKafkaRecharge", regional)).resolves.toHaveProperty("Id");
  });
});

describe("CheckRechargeKafkaServer", () => {
  const self = (ServerAddr: string, UserName = "user") => ({
    KafkaType: 1,
    ServerAddr,
    IsEncryptionAddr: true,
    Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName, Password: "example" },
  });
  it.each<[number, object]>([
    [0, { KafkaType: 0, KafkaInstance: "ckafka-2vrgxbxa" }],
    [-3, { KafkaType: 0, KafkaInstance: "ckafka-norole00" }],
    [-6, { KafkaType: 0, KafkaInstance: "ckafka-noperm00" }],
    [-8, { KafkaType: 0, KafkaInstance: "ckafka-00000000" }],
    [-8, { KafkaType: 0 }],
    [0, self("kafka.example.com:9093")],
    [0, self("192.0.2.1:9093, 192.0.2.2:9093")],
    [0, self("[2001:db8::1]:9093")],
    [-1, self("unreachable.example.com:9093")],
    [-2, self("kafka.example.com:9093", "wrong")],
    [-9, { KafkaType: 1 }],
    [-10, self("kafka.example.com")],
    [-11, self("192.0.2.1:9093,192.0.2.2:kafka")],
  ])("says %i for %j", async (status, parameters) => {
    expect((await sdk(sandbox).request("CheckRechargeKafkaServer", parameters)).Status).toBe(status);
  });
});

describe("PreviewKafkaRecharge", () => {
  const rule = { RechargeType: "minimalist_log", EncodingFormat: 0, DefaultTimeSwitch: true };
  const preview = async (topic: string, change: object = {}, PreviewType = 2) => {
    const parameters = { PreviewType, KafkaType: 1, ServerAddr: "kafka:9092", UserKafkaTopics: topic, Offset: -1 };
    const result = await sdk(sandbox).request("PreviewKafkaRecharge", {
      ...parameters,
      LogRechargeRule: { ...rule, ...change },
    });
    return { sample: result.LogSample, data: PreviewType === 1 ? result.LogData : JSON.parse(result.LogData) };
  };
  const sample =
    '{"ts":"2026-01-05 10:15:30.123","level":"INFO","message":"order placed","context":{"order":"A-1001","amount":42}}';

  it("shows the message as it is", async () => {
    expect(await preview("app-logs", {}, 1)).toEqual({ sample: "", data: sample });
  });

  it("keeps the whole message", async () => {
    expect(await preview("app-logs")).toEqual({ sample, data: { __CONTENT__: sample } });
  });

  it("takes JSON apart, its first layer only", async () => {
    const { data } = await preview("app-logs", { RechargeType: "json_log", Metadata: ["kafka_topic"] });
    expect(data).toEqual({
      ts: "2026-01-05 10:15:30.123",
      level: "INFO",
      message: "order placed",
      context: '{"order":"A-1001","amount":42}',
      "__TAG__.kafka_topic": "app-logs",
    });
  });

  it.each([
    [{}, { amount: "42", order: "A-1001" }, false],
    [{ DropOriginal: false }, { amount: "42", order: "A-1001" }, true],
  ])("expands nested JSON: %j", async (change, inner, kept) => {
    const JsonExpand = { Switch: true, Fields: ["context"], ...change };
    const { data } = await preview("app-logs", { RechargeType: "json_log", JsonExpand });
    expect(data).toMatchObject({ level: "INFO", ...inner });
    expect("context" in data).toBe(kept);
  });

  it("takes a message apart by a pattern", async () => {
    const { data } = await preview("nginx-access", {
      RechargeType: "fullregex_log",
      LogRegex: '^(\\S+) .* "([A-Z]+) (\\S+) .*" (\\d{3}) (\\d+)$',
      Keys: ["address", "method", "path", "status", "bytes"],
    });
    expect(data).toEqual({ address: "192.0.2.10", method: "GET", path: "/index.html", status: "200", bytes: "612" });
  });

  it("takes a message apart by a delimiter", async () => {
    const split = { RechargeType: "delimiter_log", Delimiter: ",", Keys: ["order", "sum", "currency"] };
    expect((await preview("payments", split)).data).toEqual({ order: "A-1001", sum: "42.50", currency: "CNY" });
  });

  it("keeps a message that does not fit under its key, or drops it", async () => {
    const json = { RechargeType: "json_log" };
    const kept = { UnMatchLogSwitch: true, UnMatchLogKey: "raw" };
    expect((await preview("payments", { ...json, ...kept })).data).toEqual({
      raw: "A-1001,42.50,CNY,2026-01-05 10:15:32",
    });
    expect((await preview("payments", { ...json, UnMatchLogSwitch: true })).data).toHaveProperty("LogParseFailure");
    expect((await preview("payments", json)).data).toEqual({});
  });

  it("stops a pattern that would run for ever, and refuses one that is none", async () => {
    const regex = (LogRegex: string) => preview("orders", { RechargeType: "fullregex_log", LogRegex, Keys: ["a"] });
    await expect(regex("^(([^x]|[^y])*)*x$")).rejects.toMatchObject({ code: "FailedOperation.Timeout" });
    await expect(regex("(")).rejects.toMatchObject({ code: "InvalidParameterValue" });
  });

  it("cannot show what cannot be reached", async () => {
    const parameters = { PreviewType: 1, KafkaType: 0, UserKafkaTopics: "orders", Offset: -1 };
    const of = (change: object) => sdk(sandbox).request("PreviewKafkaRecharge", { ...parameters, ...change });
    await expect(of({ KafkaInstance: "ckafka-2vrgxbxa" })).resolves.toHaveProperty("LogData");
    for (const change of [
      { KafkaInstance: "ckafka-00000000" },
      { KafkaInstance: "ckafka-2vrgxbxa", UserKafkaTopics: "none" },
      { KafkaType: 1, ServerAddr: "unreachable.example.com:9092" },
    ]) {
      await expect(of(change)).rejects.toMatchObject({ code: "FailedOperation" });
    }
  });
});

describe("look-ups", () => {
  const names = async (parameters: object, region = "ap-guangzhou") => {
    const { Topics, TotalCount } = await sdk(sandbox, { region }).request("DescribeTopics", parameters);
    return [TotalCount, ...Topics.map((topic: { TopicName: string }) => topic.TopicName)];
  };
  const filter = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });

  it("lists the log topics of a region, in pages", async () => {
    expect(await names({})).toEqual([3, "app-logs", "nginx-access", "orders"]);
    expect(await names({ Offset: 1, Limit: 1 })).toEqual([3, "nginx-access"]);
    expect(await names({}, "ap-shanghai")).toEqual([2, "app-logs", "订单日志"]);
    expect(await names({ BizType: 1 })).toEqual([0]);
  });

  it("finds log topics by name, id and logset", async () => {
    expect(await names(filter("topicName", "log"))).toEqual([1, "app-logs"]);
    expect(await names({ ...filter("topicName", "app"), PreciseSearch: 1 })).toEqual([0]);
    expect(await names(filter("topicId", TopicId, "x"))).toEqual([1, "app-logs"]);
    expect(await names({ ...filter("logsetName", "shop"), PreciseSearch: 2 })).toEqual([1, "orders"]);
    expect(
      await names({ Filters: [filter("logsetName", "demo"), filter("topicName", "orders")].flatMap((f) => f.Filters) }),
    ).toEqual([0]);
  });

  it("lists the logsets of a region, in pages and by name", async () => {
    const logsets = async (parameters: object, region = "ap-guangzhou") => {
      const reply = await sdk(sandbox, { region }).request("DescribeLogsets", parameters);
      return [reply.TotalCount, ...reply.Logsets.map(({ LogsetName }: { LogsetName: string }) => LogsetName)];
    };
    expect(await logsets({})).toEqual([2, "demo", "shop"]);
    expect(await logsets({ Offset: 1, Limit: 1 })).toEqual([2, "shop"]);
    expect(await logsets({}, "ap-beijing")).toEqual([1, "demo"]);
    expect(await logsets(filter("logsetName", "sho"))).toEqual([1, "shop"]);
    expect(await logsets(filter("logsetId", "cce2db26-0000-43f3-ae7d-3502a4b424fd"))).toEqual([1, "demo"]);
  });

  it("lists CKafka instances, their topics and groups", async () => {
    const ckafka = sdk(sandbox, { product: "ckafka" });
    const { Result } = await ckafka.request("DescribeInstances", { SearchWord: "shop" });
    expect(Result).toMatchObject({ TotalCount: 1, InstanceList: [{ InstanceId: "ckafka-8kq3mn5w", Status: 1 }] });
    const InstanceId = "ckafka-2vrgxbxa";
    const topics = await ckafka.request("DescribeTopic", { InstanceId, Limit: 2 });
    expect(topics.Result).toMatchObject({
      TotalCount: 4,
      TopicList: [{ TopicName: "app-logs" }, { TopicName: "app-audit" }],
    });
    const groups = await ckafka.request("DescribeGroup", { InstanceId, SearchWord: "cls" });
    expect(groups.Result).toMatchObject({ TotalCount: 1, GroupList: [{ Group: "cls-app-logs" }] });
    const unknown = ckafka.request("DescribeTopic", { InstanceId: "ckafka-00000000" });
    await expect(unknown).rejects.toMatchObject({ code: "InvalidParameterValue.InstanceNotExist" });
  });

  it("says whose credentials these are", async () => {
    expect(await sdk(sandbox, { product: "sts" }).request("GetCallerIdentity", {})).toHaveProperty("AccountId");
  });

  it("keeps the products apart", async () => {
    const wrong = sdk(sandbox, { product: "ckafka" }).request("DescribeTopics", {});
    await expect(wrong).rejects.toMatchObject({ code: "InvalidAction" });
  });
});
