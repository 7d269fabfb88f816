import { describe, expect, it, onTestFinished } from "vitest";
import { Connection, type ConnectionOptions } from "../../../cloud/api/connection.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { RateLimit } from "../../../cloud/api/rate.ts";
import { checkConnection, previewTask } from "../../../cloud/api/try-out.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { classifyUnsent } from "../../../cloud/operation/classify.ts";
import { startSandbox } from "../../../sandbox/server.ts";
import { FakeClock } from "../runner/world.ts";
import { answering, httpAnswer, rawServer } from "./servers.ts";

const TOPIC = "b53fe5be-7ee3-4031-8043-5a73bad4f572";
const { signal } = new AbortController();

function connect(url: string, rate?: RateLimit): Connection {
  const options: ConnectionOptions = {
    endpoint: Endpoint.parse(url),
    credential: sandboxCredential(),
    language: "en-US",
    clientName: "test",
  };
  return new Connection(options, rate);
}

async function start() {
  const sandbox = await startSandbox({ rateLimit: false });
  onTestFinished(() => sandbox.close());
  const clock = new FakeClock();
  return { sandbox, clock, connection: connect(sandbox.url, new RateLimit(clock)) };
}

describe("a connection", () => {
  it("knows where it goes, and as whom", async () => {
    const { sandbox, connection } = await start();
    const { secretId } = sandboxCredential();
    expect(connection.target("ap-tokyo")).toEqual({ endpoint: sandbox.url, region: "ap-tokyo", secretId });
  });

  it("has one client for each region", async () => {
    const { sandbox, connection } = await start();
    expect(connection.api("ap-tokyo")).toBe(connection.api("ap-tokyo"));
    await connection
      .api("ap-tokyo")
      .describe(TOPIC)
      .catch(() => undefined);
    await connection.api("ap-guangzhou").describe(TOPIC);
    expect(sandbox.requests.map(({ region }) => region)).toEqual(["ap-tokyo", "ap-guangzhou"]);
  });

  it("lists a topic's tasks once in its life, however many ask", async () => {
    const { sandbox, connection } = await start();
    const lists = [1, 2, 3].map(() => connection.tasks("ap-guangzhou", TOPIC, signal));
    expect(new Set(await Promise.all(lists)).size).toBe(1);
    expect(sandbox.requests).toHaveLength(1);
    await expect(connection.tasks("ap-guangzhou", "another", signal)).rejects.toThrow();
    await expect(connection.tasks("ap-tokyo", TOPIC, signal)).resolves.toMatchObject({ complete: true });
    expect(sandbox.requests).toHaveLength(3);
  });

  it("keeps to the rate, in all regions together", async () => {
    const { sandbox, clock, connection } = await start();
    const regions = ["ap-guangzhou", "ap-tokyo"];
    const apis = Array.from({ length: 25 }, (_, index) => connection.api(regions[index % 2] ?? ""));
    await Promise.all(apis.map((api) => api.describe(TOPIC)));
    expect(sandbox.requests).toHaveLength(25);
    expect(clock.monotonic()).toBe(1100);
  });

  it("sends nothing for one who gave up while waiting, and says that it was cancelled", async () => {
    const { sandbox, clock, connection } = await start();
    const api = connection.api("ap-guangzhou");
    await Promise.all(Array.from({ length: 20 }, () => api.describe(TOPIC)));
    const impatient = new AbortController();
    clock.at(0.5, () => impatient.abort());
    const waiting = api.describe(TOPIC, { signal: impatient.signal });
    const error = await waiting.catch((thrown: unknown) => thrown);
    expect(classifyUnsent(error)).toEqual({ kind: "cancelled" });
    expect(sandbox.requests).toHaveLength(20);
  });
});

describe("a list that is refused because of the rate", () => {
  const limited = { action: "DescribeKafkaRecharges", error: { code: "RequestLimitExceeded" } } as const;

  it("is asked for again", async () => {
    const { sandbox, connection } = await start();
    sandbox.script([limited, limited]);
    expect(await connection.tasks("ap-guangzhou", TOPIC, signal)).toEqual({ tasks: [], complete: true });
    expect(sandbox.requests).toHaveLength(3);
  });

  it("is asked for no more than a few times", async () => {
    const { sandbox, connection } = await start();
    sandbox.script([limited, limited, limited, limited]);
    const asked = connection.tasks("ap-guangzhou", TOPIC, signal);
    await expect(asked).rejects.toMatchObject({ code: "RequestLimitExceeded" });
    expect(sandbox.unusedFaults()).toEqual([]);
  });
});

describe("trying out", () => {
  const ckafka = { KafkaType: 0, KafkaInstance: "ckafka-2vrgxbxa" };
  const task = {
    ...ckafka,
    TopicId: TOPIC,
    Name: "orders",
    UserKafkaTopics: "orders",
    Offset: -1,
    LogRechargeRule: { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true },
  };

  /** An API that answers a preview with this as `LogData`. */
  async function previewing(LogData: string) {
    const answer = httpAnswer(JSON.stringify({ Response: { LogSample: "raw", LogData, RequestId: "r" } }));
    const { port } = await rawServer(answering(answer));
    return connect(`http://127.0.0.1:${port}`).api("ap-guangzhou");
  }

  it("asks whether the cluster can be used, with the fields that say where it is", async () => {
    const { connection } = await start();
    const api = connection.api("ap-guangzhou");
    expect(await checkConnection(task, api)).toEqual({
      status: 0,
      meaning: "The Kafka cluster can be used.",
      fields: [],
    });
    const gone = { ...task, KafkaInstance: "ckafka-norole00" };
    expect(await checkConnection(gone, api)).toMatchObject({ status: -3, fields: [] });
  });

  it("reads a message as it is, or as the logs that the rule makes of it", async () => {
    const { connection } = await start();
    const api = connection.api("ap-guangzhou");
    const raw = await previewTask(task, { parsed: false }, api);
    expect(raw).toEqual({ raw: expect.stringContaining("A-1001"), logs: [] });
    const parsed = await previewTask(task, { parsed: true }, api);
    expect(parsed.raw).toBe(raw.raw);
    expect(parsed.logs).toHaveLength(1);
  });

  it.each([
    ["an object", '{"a":1}', [{ a: 1 }]],
    ["a list of objects", '[{"a":1},{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ["nothing", "", []],
    ["text", "no JSON", [{ __CONTENT__: "no JSON" }]],
    ["a list of anything", "[1]", [{ __CONTENT__: "[1]" }]],
    ["null", "null", [{ __CONTENT__: "null" }]],
  ])("takes %s for logs as well as it can", async (_, data, logs) => {
    const api = await previewing(data);
    expect(await previewTask(task, { parsed: true }, api)).toEqual({ raw: "raw", logs });
  });
});
