import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { ClsApi } from "../../../cloud/api/api.ts";
import type { ApiOptions } from "../../../cloud/api/caller.ts";
import { Endpoint, EndpointError } from "../../../cloud/api/endpoint.ts";
import { ApiError } from "../../../cloud/api/errors.ts";
import { LostReplyError, NotSentError } from "../../../cloud/api/failure.ts";
import { Credential } from "../../../cloud/credentials/credential.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox/server.ts";
import { findSecrets } from "../../support/canaries.ts";
import { answering, httpAnswer, rawServer } from "./servers.ts";

const topicId = "b53fe5be-7ee3-4031-8043-5a73bad4f572";
const canary = 'canary-password-"1"';

const kafka = {
  KafkaType: 1,
  UserKafkaTopics: "topic-1",
  Offset: -1,
  ServerAddr: "192.168.0.1:9095",
  IsEncryptionAddr: true,
  Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "user", Password: canary },
};

function bytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

const task = bytes({
  TopicId: topicId,
  Name: "任务 🚀",
  ...kafka,
  LogRechargeRule: { RechargeType: "minimalist_log", EncodingFormat: 0, DefaultTimeSwitch: true },
});

function client(url: string, options: Partial<ApiOptions> = {}): ClsApi {
  return new ClsApi({
    endpoint: Endpoint.parse(url),
    region: "ap-guangzhou",
    credential: sandboxCredential(),
    language: "en-US",
    clientName: "cls-recharge_test",
    ...options,
  });
}

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function rejection<T extends Error>(kind: new (...args: never[]) => T, promise: Promise<unknown>): Promise<T> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  return error as T;
}

describe("the client against the sandbox", () => {
  it("creates, lists, changes and deletes a task", async () => {
    const sandbox = await start();
    const api = client(sandbox.url);
    let connected = 0;
    const onConnected = async () => {
      connected = sandbox.requests.length + 1;
    };
    const { Id, RequestId } = await api.create(task, { onConnected, traceId: "trace-1" });
    expect(connected).toBe(1);
    expect(Id).toBe(sandbox.tasks()[0]?.Id);
    expect(sandbox.requests[0]).toMatchObject({
      requestId: RequestId,
      action: "CreateKafkaRecharge",
      region: "ap-guangzhou",
      headers: {
        "x-tc-version": "2020-10-16",
        "x-tc-language": "en-US",
        "x-tc-requestclient": "cls-recharge_test",
        "x-tc-traceid": "trace-1",
        "content-type": "application/json",
      },
    });

    const list = await api.describe(topicId);
    expect(list.complete).toBe(true);
    expect(list.tasks).toMatchObject([{ Id, Name: "任务 🚀", Protocol: { UserName: "user" } }]);
    expect(findSecrets(JSON.stringify(list), [canary])).toEqual([]);
    expect((await api.describe(topicId, { id: String(Id) })).tasks).toHaveLength(1);

    expect(await api.modify(bytes({ Id, TopicId: topicId, StatusControl: 1 }))).toHaveProperty("RequestId");
    await api.delete(bytes({ Id, TopicId: topicId }));
    expect(sandbox.tasks()).toEqual([]);
  });

  it("checks a cluster and previews its messages", async () => {
    const { url } = await start();
    const ckafka = { KafkaType: 0, KafkaInstance: "ckafka-2vrgxbxa" };
    expect(await client(url).check(bytes(ckafka))).toBe(0);
    expect(await client(url).check(bytes({ KafkaType: 0, KafkaInstance: "ckafka-norole00" }))).toBe(-3);
    const preview = { ...ckafka, PreviewType: 1, UserKafkaTopics: "orders", Offset: -1 };
    expect(await client(url).preview(bytes(preview))).toEqual({
      logSample: "",
      logData: expect.stringContaining("A-1001"),
    });
  });

  it("looks up log topics, CKafka instances and their topics", async () => {
    const { url } = await start();
    const api = client(url);
    const topics = await api.logTopics({ search: "app", limit: 5, offset: 0 });
    expect(topics).toEqual({ items: [{ id: topicId, name: "app-logs", logsetId: expect.any(String) }], totalCount: 1 });
    expect((await api.logTopics()).totalCount).toBeGreaterThan(1);
    const [found] = topics.items;
    expect((await api.logTopics({ id: topicId })).items).toEqual([found]);
    expect((await api.logsets({ search: "demo" })).items).toEqual([{ id: found?.logsetId, name: "demo" }]);
    const instances = await api.ckafkaInstances({ search: "demo" });
    expect(instances.items).toEqual([{ id: "ckafka-2vrgxbxa", name: "demo", status: 1 }]);
    const names = await api.ckafkaTopics("ckafka-2vrgxbxa", { limit: 2 });
    expect(names.items).toHaveLength(2);
    expect(names.totalCount).toBe(4);
    const groups = await api.ckafkaGroups("ckafka-2vrgxbxa", { search: "cls" });
    expect(groups).toEqual({ items: ["cls-app-logs"], totalCount: 1 });
  });

  it("carries the error's code, message and RequestId, in the language asked for", async () => {
    const sandbox = await start();
    const wrong = bytes({ TopicId: topicId });
    const english = await rejection(ApiError, client(sandbox.url).create(wrong));
    expect(english.code).toBe("MissingParameter");
    expect(english.requestId).toBe(sandbox.requests[0]?.requestId);
    const chinese = await rejection(ApiError, client(sandbox.url, { language: "zh-CN" }).create(wrong));
    expect(chinese.message).toMatch(/\p{Script=Han}/u);
    expect(chinese.message).not.toBe(english.message);
  });

  it("sends a temporary credential's token", async () => {
    const { secretId, secretKey } = sandboxCredential();
    const sandbox = await start({ credentials: { secretId, secretKey, token: "EXAMPLE-TOKEN" } });
    const api = client(sandbox.url, { credential: new Credential({ secretId, secretKey, token: "EXAMPLE-TOKEN" }) });
    expect((await api.describe(topicId)).tasks).toEqual([]);
    expect((await rejection(ApiError, client(sandbox.url).describe(topicId))).code).toBe("AuthFailure.TokenFailure");
  });

  it("shows no secret of its own", () => {
    const api = client("http://127.0.0.1:1");
    const shown = `${inspect(api, { depth: 9, showHidden: true })} ${JSON.stringify(api)}`;
    expect(findSecrets(shown, [sandboxCredential().secretKey])).toEqual([]);
  });

  it("does not mix real credentials with the sandbox", () => {
    expect(() =>
      client("http://127.0.0.1:1", {
        credential: new Credential({ secretId: `AKID${"z".repeat(32)}`, secretKey: "KEY" }),
      }),
    ).toThrow(EndpointError);
  });

  it("never sends a create again", async () => {
    const sandbox = await start();
    sandbox.script([{ error: { code: "InternalError" }, commit: true }]);
    expect((await rejection(ApiError, client(sandbox.url).create(task))).code).toBe("InternalError");
    expect(sandbox.requests).toHaveLength(1);
    expect(sandbox.tasks()).toHaveLength(1);
  });
});

describe("the clock", () => {
  const hour = 60 * 60 * 1000;

  it("that is wrong is corrected for reads, once, and reported", async () => {
    const sandbox = await start();
    const api = client(sandbox.url, { clock: () => Date.now() - hour });
    expect(api.clockSkew).toBeUndefined();
    expect((await api.describe(topicId)).tasks).toEqual([]);
    expect(sandbox.requests.map(({ error }) => error)).toEqual(["AuthFailure.SignatureExpire", undefined]);
    expect(Math.round(api.clockCorrection / 60_000)).toBe(60);
    await api.create(task);
    expect(sandbox.requests).toHaveLength(3);
  });

  it("is not corrected for a create unless the caller says so", async () => {
    const sandbox = await start();
    const api = client(sandbox.url, { clock: () => Date.now() + hour });
    expect((await rejection(ApiError, api.create(task))).code).toBe("AuthFailure.SignatureExpire");
    expect(sandbox.requests).toHaveLength(1);
    expect(api.clockCorrection).toBe(0);
    expect(api.correctClock()).toBe(true);
    expect(await api.create(task)).toHaveProperty("Id");
  });

  it("that the server does not tell is left alone", async () => {
    const expired = httpAnswer('{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"m"}}}');
    const server = await rawServer(answering(expired));
    const api = client(`http://127.0.0.1:${server.port}`);
    expect(await rejection(ApiError, api.describe(topicId))).toMatchObject({ requestId: undefined, message: "m" });
    expect(server.connections()).toBe(1);
    expect(api.clockSkew).toBeUndefined();
  });
});

describe("an answer that is not the API's", () => {
  async function answered(body: string | Buffer, status?: string): Promise<ClsApi> {
    const server = await rawServer(answering(httpAnswer(body, status)));
    return client(`http://127.0.0.1:${server.port}`);
  }

  it.each([
    ["<html>\n\t<b>503</b>\u202e\u0007</html>", "503 Service Unavailable", "<html> <b>503</b> </html>"],
    ['{"code":4000,"message":"m","codeDesc":"c"}', undefined, '{"code":4000,"message":"m","codeDesc":"c"}'],
    ['{"Response":{"RequestI', undefined, '{"Response":{"RequestI'],
    ["[]", undefined, "[]"],
    ['{"Response":[]}', undefined, '{"Response":[]}'],
    ['{"__proto__":{"Response":{}}}', undefined, '{"__proto__":{"Response":{}}}'],
    ['{"Response":{"Error":{"Message":"m"}}}', undefined, '{"Response":{"Error":{"Message":"m"}}}'],
    ['{"Response":{"Error":"Code"}}', undefined, '{"Response":{"Error":"Code"}}'],
    ["", undefined, ""],
    ["😀".repeat(500), "502 Bad Gateway", "😀".repeat(200)],
  ])("is a lost reply: %j", async (body, status, excerpt) => {
    const error = await rejection(LostReplyError, (await answered(body, status)).create(task));
    expect(error).toMatchObject({ reason: "reply", status: Number(status?.slice(0, 3) ?? 200), excerpt });
  });

  it.each([
    ["describe", '{"Response":{"Infos":[{"Name":"no id"}],"TotalCount":1}}'],
    ["describe", '{"Response":{"Infos":[{"Id":"","Name":"n"}],"TotalCount":1}}'],
    ["describe", '{"Response":{"Infos":[{"Id":" ","Name":"n"}],"TotalCount":1}}'],
    ["describe", '{"Response":{"TotalCount":0}}'],
    ["check", '{"Response":{"Status":"0"}}'],
    ["logTopics", '{"Response":{"Topics":null}}'],
    ["logsets", '{"Response":{}}'],
    ["ckafkaInstances", '{"Response":{"InstanceList":[]}}'],
    ["ckafkaTopics", '{"Response":{"Result":{}}}'],
    ["ckafkaGroups", '{"Response":{"Result":{}}}'],
  ] as const)("is one for %s: %s", async (method, body) => {
    const api = await answered(body);
    const calls = {
      describe: () => api.describe(topicId),
      check: () => api.check(bytes({})),
      logTopics: () => api.logTopics(),
      logsets: () => api.logsets(),
      ckafkaInstances: () => api.ckafkaInstances(),
      ckafkaTopics: () => api.ckafkaTopics("ckafka-1"),
      ckafkaGroups: () => api.ckafkaGroups("ckafka-1"),
    };
    expect((await rejection(LostReplyError, calls[method]())).reason).toBe("reply");
  });

  it("may list less than there is, and says so", async () => {
    const api = await answered('{"Response":{"Infos":[],"TotalCount":1}}');
    expect(await api.describe(topicId)).toEqual({ tasks: [], complete: false });
  });

  it("may lack what is not essential", async () => {
    const lists = '"Infos":[{"Id":"i","Name":"n"}],"Topics":[{}],"Result":{"InstanceList":[{}, 1],"TopicList":[]}';
    const api = await answered(`{"Response":{"Error":null,${lists}}}`);
    expect(await api.describe(topicId)).toEqual({ tasks: [{ Id: "i", Name: "n" }], complete: false });
    expect(await api.logTopics()).toEqual({ items: [{ id: "", name: "", logsetId: "" }], totalCount: 1 });
    expect((await api.ckafkaInstances()).items).toEqual([{ id: "", name: "", status: undefined }]);
    expect(await api.preview(task)).toEqual({ logSample: "", logData: "" });
  });

  it("tells no secret that it echoes", async () => {
    const { secretKey } = sandboxCredential();
    const echo = `${canary} ${JSON.stringify(canary)} ${secretKey} resolved-secret`;
    const secrets = ["resolved-secret"];
    const lost = await rejection(LostReplyError, (await answered(echo, "400 Bad")).create(task, { secrets }));
    const body = JSON.stringify({ Response: { Error: { Code: `C.${secretKey}`, Message: echo }, RequestId: "r" } });
    const refused = await rejection(ApiError, (await answered(body)).create(task, { secrets }));
    const written = JSON.stringify([lost, lost.message, lost.excerpt, refused, refused.message, refused.stack]);
    expect(findSecrets(written, [canary, secretKey, ...secrets])).toEqual([]);
    expect(refused.message).toContain("•••");
  });
});

describe("a dummy key", () => {
  const dummy = { secretId: "AKIDEXAMPLE00000000000000000000000000", secretKey: "EXAMPLEKEY" };
  const signers = (sandbox: Sandbox) => sandbox.requests.map(({ action, error }) => [action, error]);

  it("is used where the sandbox was started with it", async () => {
    const sandbox = await start({ moreCredentials: [dummy] });
    const api = client(sandbox.url, { credential: new Credential(dummy) });
    await api.create(task);
    expect((await api.describe(topicId)).tasks).toHaveLength(1);
    expect(signers(sandbox)).toEqual([
      ["CreateKafkaRecharge", undefined],
      ["DescribeKafkaRecharges", undefined],
    ]);
  });

  it("that the sandbox does not know gives way to the sandbox's own when something is read, never at a create", async () => {
    const sandbox = await start();
    const api = client(sandbox.url, { credential: new Credential(dummy) });
    expect((await rejection(ApiError, api.create(task))).code).toBe("AuthFailure.SecretIdNotFound");
    expect(sandbox.requests).toHaveLength(1);
    expect((await api.describe(topicId)).tasks).toEqual([]);
    await api.create(task);
    expect(signers(sandbox).slice(1)).toEqual([
      ["DescribeKafkaRecharges", "AuthFailure.SecretIdNotFound"],
      ["DescribeKafkaRecharges", undefined],
      ["CreateKafkaRecharge", undefined],
    ]);
  });
});

it("time-outs and proxy are the caller's", async () => {
  const server = await rawServer(() => undefined);
  const api = client(`http://127.0.0.1:${server.port}`, { transport: { responseTimeout: 50 } });
  expect((await rejection(LostReplyError, api.describe(topicId))).reason).toBe("time-out");
  const stopped = api.create(task, { signal: AbortSignal.abort() });
  expect((await rejection(NotSentError, stopped)).reason).toBe("cancelled");
});
