import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fault, type RequestRecord, type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { makeCertificate } from "../cloud/certificate.ts";
import { example, post, sdk } from "./client.ts";
import { open, requestBytes, send, until } from "./wire.ts";

let sandbox: Sandbox;
let arrived: (record: RequestRecord) => void;
beforeEach(async () => {
  arrived = () => undefined;
  sandbox = await startSandbox({ onRequest: (record) => arrived(record) });
});
afterEach(async () => {
  expect(sandbox.unusedFaults()).toEqual([]);
  await sandbox.close();
});

const create = () => send(sandbox, "CreateKafkaRecharge", example);
/** The next request's arrival. */
const arrival = () =>
  new Promise<RequestRecord>((resolve) => {
    arrived = resolve;
  });

describe("a connection", () => {
  it.each(["reset", "close"] as const)("can be lost before a byte is read: %s", async (outcome) => {
    sandbox.script([{ phase: "accept", outcome }]);
    const wire = open(sandbox.port);
    expect(await wire.ended).toBe(outcome === "reset" ? "ECONNRESET" : "end");
    expect(sandbox.connections()).toBe(1);
    expect(sandbox.requests).toEqual([]);
  });

  it("can hang before a byte is read", async () => {
    sandbox.script([{ phase: "accept", outcome: "hang" }]);
    const hanging = create();
    await once(hanging.socket, "connect");
    expect((await post(sandbox, "CreateKafkaRecharge", example)).response.Id).toBeTypeOf("string");
    expect(hanging.received()).toBe("");
    expect(sandbox.requests).toHaveLength(1);
    hanging.socket.destroy();
  });

  it("can be lost after another request", async () => {
    sandbox.script([{ action: "DescribeKafkaRecharges" }, { phase: "accept", outcome: "reset" }]);
    const { response } = await post(sandbox, "DescribeKafkaRecharges", { TopicId: example.TopicId });
    expect(response.TotalCount).toBe(0);
    expect(await create().ended).toBe("ECONNRESET");
    expect(sandbox.requests.map(({ action }) => action)).toEqual(["DescribeKafkaRecharges"]);
  });
});

describe("a request", () => {
  it.each(["reset", "close"] as const)("can be lost before its body is read: %s", async (outcome) => {
    sandbox.script([{ phase: "headers", outcome }]);
    const wire = open(sandbox.port);
    wire.socket.write(requestBytes(sandbox, "CreateKafkaRecharge", example).head);
    expect(await wire.ended).toBe(outcome === "reset" ? "ECONNRESET" : "end");
    expect(wire.received()).toBe("");
    expect(sandbox.requests[0]).toMatchObject({ action: "CreateKafkaRecharge", bytes: 0 });
    expect(sandbox.tasks()).toEqual([]);
  });

  it("can be answered before its body is read", async () => {
    sandbox.script([{ phase: "headers", outcome: { status: 413, body: "too large" } }]);
    const wire = open(sandbox.port);
    wire.socket.write(requestBytes(sandbox, "CreateKafkaRecharge", example).head);
    expect(await until(wire, /too large/)).toMatch(/^HTTP\/1.1 413 /);
    wire.socket.destroy();
  });

  it.each<[boolean, "reset" | "close", string]>([
    [true, "reset", "ECONNRESET"],
    [false, "reset", "ECONNRESET"],
    [true, "close", "end"],
    [false, "close", "end"],
  ])("can be executed (%s) and its answer lost: %s", async (commit, outcome, ended) => {
    sandbox.script([{ commit, outcome }]);
    const wire = create();
    expect(await wire.ended).toBe(ended);
    expect(wire.received()).toBe("");
    expect(sandbox.tasks()).toHaveLength(commit ? 1 : 0);
  });

  it("is executed, unless the script says otherwise", async () => {
    sandbox.script([{ outcome: "reset" }]);
    await create().ended;
    expect(sandbox.tasks()).toHaveLength(1);
  });

  it("that is wrong is never executed", async () => {
    sandbox.script([{ commit: true, outcome: "reset" }]);
    await send(sandbox, "CreateKafkaRecharge", { ...example, Offset: 0 }).ended;
    expect(sandbox.tasks()).toEqual([]);
    expect(sandbox.requests[0]?.error).toBe("InvalidParameterValue");
  });

  it("can hang, executed or not", async () => {
    sandbox.script([{ outcome: "hang" }]);
    const hanging = create();
    await post(sandbox, "DescribeKafkaRecharges", { TopicId: example.TopicId });
    await expect.poll(() => sandbox.tasks()).toHaveLength(1);
    expect(hanging.received()).toBe("");
    hanging.socket.destroy();
  });

  it("can take effect when the test says so", async () => {
    sandbox.script([{ commit: "later", outcome: "reset" }]);
    await create().ended;
    expect(sandbox.tasks()).toEqual([]);
    expect(sandbox.commitPending()).toBe(1);
    expect(sandbox.tasks()).toHaveLength(1);
    expect(sandbox.commitPending()).toBe(0);
  });

  it("can take effect after a while, once", async () => {
    sandbox.script([{ commit: { afterMs: 5 } }, { commit: { afterMs: 3_600_000 } }]);
    const soon = await post(sandbox, "CreateKafkaRecharge", example);
    await expect.poll(() => sandbox.tasks().map(({ Id }) => Id)).toEqual([soon.response.Id]);
    await post(sandbox, "CreateKafkaRecharge", example);
    expect(sandbox.commitPending()).toBe(1);
    expect(sandbox.tasks()).toHaveLength(2);
  });

  it("can be held until the test lets go, executed or not", async () => {
    sandbox.script([{ hold: true }]);
    const received = arrival();
    const wire = create();
    await received;
    await expect.poll(() => sandbox.tasks()).toHaveLength(1);
    expect(wire.received()).toBe("");
    sandbox.release();
    expect(await until(wire, /"Id"/)).toMatch(/^HTTP\/1.1 200 /);
    wire.socket.destroy();
  });

  it("can be answered late", async () => {
    sandbox.script([{ delayMs: 20 }]);
    const started = performance.now();
    await post(sandbox, "CreateKafkaRecharge", example);
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(19);
  });

  it.each([true, false])("can fail with an error of the API's, executed (%s)", async (commit) => {
    sandbox.script([{ commit, error: { code: "InternalError", message: "Example." } }]);
    const failing = sdk(sandbox).request("CreateKafkaRecharge", example);
    await expect(failing).rejects.toMatchObject({ code: "InternalError", message: "Example." });
    expect(sandbox.tasks()).toHaveLength(commit ? 1 : 0);
    expect(sandbox.requests[0]?.error).toBe("InternalError");
  });

  it("that fails is not executed, unless the script says otherwise", async () => {
    sandbox.script([{ error: { code: "RequestLimitExceeded" } }]);
    await expect(sdk(sandbox).request("CreateKafkaRecharge", example)).rejects.toThrow();
    expect(sandbox.tasks()).toEqual([]);
  });
});

describe("an answer", () => {
  it.each([500, 502, 503, 504, 429])("can have the status %i and a page", async (status) => {
    sandbox.script([{ outcome: { status, headers: { "Content-Type": "text/html" }, body: "<h1>Sorry</h1>" } }]);
    const answer = await post(sandbox, "CreateKafkaRecharge", example);
    expect(answer).toMatchObject({ status, body: "<h1>Sorry</h1>", headers: { "content-type": "text/html" } });
    expect(sandbox.tasks()).toHaveLength(1);
  });

  it("can lead elsewhere", async () => {
    const other = await startSandbox();
    sandbox.script([{ commit: false, outcome: { status: 307, headers: { Location: `${other.url}/` }, body: "" } }]);
    const answer = await post(sandbox, "CreateKafkaRecharge", example);
    expect(answer).toMatchObject({ status: 307, headers: { location: `${other.url}/` }, body: "" });
    await other.close();
  });

  it.each<[string, unknown]>([
    ["no Response", {}],
    ["no Id", { Response: { RequestId: "example" } }],
    ["an empty Id", { Response: { Id: "", RequestId: "example" } }],
    ["a number for an Id", { Response: { Id: 7, RequestId: "example" } }],
    ["null for an Id", { Response: { Id: null, RequestId: "example" } }],
  ])("can have %s", async (_, body) => {
    sandbox.script([{ outcome: { body } }]);
    const answer = await post(sandbox, "CreateKafkaRecharge", example);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual(body);
    expect(sandbox.tasks()).toHaveLength(1);
  });

  it("can stop in the middle", async () => {
    sandbox.script([{ outcome: { truncateAt: 20 } }]);
    const wire = create();
    expect(await wire.ended).toBe("end");
    const [head = "", body = ""] = wire.received().split("\r\n\r\n");
    expect(body).toHaveLength(20);
    expect(body).toMatch(/^\{"Response":\{"Id":"/);
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(20);
  });

  it("can stop in the middle with a reset, or for ever", async () => {
    sandbox.script([{ outcome: { truncateAt: 20, end: "reset" } }, { outcome: { truncateAt: 20, end: "hang" } }]);
    const reset = create();
    // A reset that comes in one go with data looks like an end to Node.
    expect(["ECONNRESET", "end"]).toContain(await reset.ended);
    expect(reset.received()).not.toMatch(/RequestId/);
    const hanging = create();
    const received = await until(hanging, /\{"Response":\{"Id":"/);
    await post(sandbox, "DescribeKafkaRecharges", { TopicId: example.TopicId });
    expect(hanging.received()).toBe(received);
    hanging.socket.destroy();
  });

  it("can promise more than it brings", async () => {
    sandbox.script([{ outcome: { contentLength: 500_000_000 } }]);
    const wire = create();
    expect(await wire.ended).toBe("end");
    expect(wire.received()).toMatch(/content-length: 500000000\r\n/i);
    expect(wire.received()).toMatch(/"Id":"[0-9a-f-]{36}"/);
  });

  it("can go on without end, until the client hangs up", async () => {
    sandbox.script([{ outcome: { endless: true } }]);
    const wire = create();
    let bytes = 0;
    wire.socket.on("data", (data) => {
      bytes += data.length;
    });
    while (bytes < 5_000_000) await once(wire.socket, "data");
    expect(wire.received()).toMatch(/transfer-encoding: chunked/i);
    wire.socket.destroy();
    expect((await post(sandbox, "CreateKafkaRecharge", example)).response.Id).toBeTypeOf("string");
  });

  it("can claim an encoding that it has not", async () => {
    sandbox.script([{ outcome: { headers: { "Content-Encoding": "gzip" } } }]);
    const answer = await post(sandbox, "CreateKafkaRecharge", example);
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(answer.body).toMatch(/^\{"Response"/);
  });

  it("can hide tasks", async () => {
    sandbox.script([
      { action: "DescribeKafkaRecharges", outcome: { body: { Response: { Infos: [], TotalCount: 3 } } } },
    ]);
    const { response } = await post(sandbox, "DescribeKafkaRecharges", { TopicId: example.TopicId });
    expect(response).toEqual({ Infos: [], TotalCount: 3 });
  });

  it("carries the sandbox's date, so that a client can correct its clock", async () => {
    const future = await startSandbox({ clock: () => Date.now() + 3_600_000 });
    const refused = await post(future, "CreateKafkaRecharge", example);
    expect(refused.response.Error?.Code).toBe("AuthFailure.SignatureExpire");
    const timestamp = Date.parse(refused.headers.date ?? "") / 1000;
    expect((await post(future, "CreateKafkaRecharge", example, { timestamp })).response.Id).toBeTypeOf("string");
    await future.close();
  });
});

describe("a script", () => {
  const topic = { TopicId: example.TopicId };
  const codes = (...actions: [string, object][]) =>
    Promise.all(actions.map(async ([action, body]) => (await post(sandbox, action, body)).response.Error?.Code));

  it("goes by order, action and number", async () => {
    sandbox.script([
      {},
      { action: "CreateKafkaRecharge", times: 2, error: { code: "InternalError" } },
      { error: { code: "FailedOperation" } },
    ]);
    const seen: unknown[] = [];
    for (const action of ["Describe", "Create", "Describe", "Create", "Create"]) {
      const [code] = await codes(
        action === "Create" ? ["CreateKafkaRecharge", example] : ["DescribeKafkaRecharges", topic],
      );
      seen.push(code);
    }
    expect(seen).toEqual([undefined, "InternalError", "FailedOperation", "InternalError", undefined]);
  });

  it.each<[string, Fault]>([
    ["an unknown key", { than: "reset" } as Fault],
    ["an unknown key of a reply", { outcome: { truncate: 3 } } as Fault],
    ["an unknown phase", { phase: "body", outcome: "reset" } as unknown as Fault],
    ["an unknown outcome", { outcome: "explode" } as unknown as Fault],
    ["an action before the first byte", { phase: "accept", action: "CreateKafkaRecharge", outcome: "reset" }],
    ["a reply before the first byte", { phase: "accept", outcome: { status: 500 } }],
    ["an execution before the body", { phase: "headers", commit: true, outcome: "reset" }],
    ["an early end that is none", { phase: "headers" }],
  ])("with %s is refused", (_, fault) => {
    expect(() => sandbox.script([{}, fault])).toThrow(TypeError);
    expect(sandbox.unusedFaults()).toEqual([]);
  });
});

describe("over TLS", () => {
  const certificate = makeCertificate("localhost");
  let secure: Sandbox;
  beforeEach(async () => {
    secure = await startSandbox({ tls: certificate });
  });
  afterEach(() => secure.close());

  it("works", async () => {
    const wire = send(secure, "CreateKafkaRecharge", example, certificate.cert);
    expect(await until(wire, /"Id"/)).toMatch(/^HTTP\/1.1 200 /);
    expect(secure.url).toMatch(/^https:/);
    wire.socket.destroy();
  });

  it("the handshake can be cut off", async () => {
    secure.script([{ phase: "accept", outcome: "reset" }]);
    expect(await open(secure.port, certificate.cert).ended).toBe("ECONNRESET");
    expect(secure.requests).toEqual([]);
  });

  it("the handshake can hang", async () => {
    secure.script([{ phase: "accept", outcome: "hang" }]);
    const hanging = open(secure.port, certificate.cert);
    const other = send(secure, "CreateKafkaRecharge", example, certificate.cert);
    await until(other, /"Id"/);
    expect(hanging.socket.connecting).toBe(false);
    expect(hanging.socket).toHaveProperty("authorized", false);
    hanging.socket.destroy();
    other.socket.destroy();
  });

  it("a commit can be followed by a reset of the connection below", async () => {
    secure.script([{ outcome: "reset" }]);
    expect(await send(secure, "CreateKafkaRecharge", example, certificate.cert).ended).toBe("ECONNRESET");
    expect(secure.tasks()).toHaveLength(1);
  });
});
