/** Fault table, rows 1 to 6: what keeps a request from leaving this machine. */
import { describe, expect, it } from "vitest";
import { parseReply } from "../../../cloud/api/reply.ts";
import { post, type TransportOptions } from "../../../cloud/api/transport.ts";
import type { TaskApi } from "../../../cloud/operation/ports.ts";
import { makeCertificate } from "../cloud/certificate.ts";
import { answering, httpAnswer, proxyServer, rawServer } from "../cloud/servers.ts";
import { type Run, startWorld, type World } from "./world.ts";

/** Lists at the sandbox, but sends to another address over the real transport. */
function sendingTo(
  world: World,
  address: string,
  options: Partial<TransportOptions> = {},
): TaskApi & { sends: number } {
  const api = world.api();
  const url = new URL(address);
  return {
    sends: 0,
    describe: (topicId, call) => api.describe(topicId, call),
    async create(body, { signal, onConnected }) {
      this.sends++;
      const patience = { connectTimeout: 30_000, responseTimeout: 30_000, ...options };
      const reply = await post({ url, headers: { Host: url.host }, body }, { ...patience, signal, onConnected });
      return parseReply(reply, []);
    },
    modify: () => Promise.reject(new Error("not here")),
    delete: () => Promise.reject(new Error("not here")),
    correctClock: () => false,
    clockSkew: undefined,
    clockCorrection: 0,
  };
}

async function expectNothingSent(world: World, { outcome }: Run, reason: string): Promise<void> {
  expect(outcome).toMatchObject({ kind: "not-sent", reason });
  expect(world.sandbox.tasks()).toEqual([]);
  expect(await world.idInFile()).toBeUndefined();
  expect((await world.records()).map((record) => record.phase)).toEqual(["aborted"]);
}

describe("row", () => {
  it("1: a name that cannot be resolved is tried three times, then nothing was sent", async () => {
    const world = await startWorld();
    const api = sendingTo(world, "http://cls.invalid");
    await expectNothingSent(world, await world.submit({ api }), "dns");
    expect(api.sends).toBe(3);
    expect(world.clock.seconds).toBeGreaterThan(0);
  });

  it("2: a refused connection is tried three times, then nothing was sent", async () => {
    const world = await startWorld();
    const api = sendingTo(world, "http://127.0.0.1:1");
    await expectNothingSent(world, await world.submit({ api }), "refused");
    expect(api.sends).toBe(3);
  });

  it("3: a connection that does not come about within its own time-out is tried three times", async () => {
    const world = await startWorld();
    const silent = await rawServer(() => undefined);
    const api = sendingTo(world, `https://localhost:${silent.port}`, { connectTimeout: 20 });
    await expectNothingSent(world, await world.submit({ api }), "time-out");
    expect(api.sends).toBe(3);
  });

  it.each([
    ["self-signed", makeCertificate("localhost"), "certificate", "self-signed"],
    ["expired", makeCertificate("localhost", { notAfter: new Date(Date.now() - 1000) }), "certificate", "expired"],
    ["wrong name", makeCertificate("other.example"), "certificate", "another name"],
  ])("4: a certificate problem (%s) is named and not tried again", async (kind, certificate, reason, words) => {
    const world = await startWorld();
    const server = await rawServer(() => undefined, certificate);
    const ca = kind === "self-signed" ? {} : { ca: certificate.cert };
    const api = sendingTo(world, `https://localhost:${server.port}`, ca);
    const run = await world.submit({ api });
    await expectNothingSent(world, run, reason);
    expect(run.outcome).toMatchObject({ error: { message: expect.stringContaining(words) } });
    expect(api.sends).toBe(1);
  });

  it("4: a server that speaks no TLS is named and not tried again", async () => {
    const world = await startWorld();
    const server = await rawServer((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const api = sendingTo(world, `https://localhost:${server.port}`);
    await expectNothingSent(world, await world.submit({ api }), "tls");
    expect(api.sends).toBe(1);
  });

  it("5: a server that closes in the handshake was sent nothing, unlike one that resets after its work (row 9)", async () => {
    const world = await startWorld();
    const server = await rawServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    const api = sendingTo(world, `https://localhost:${server.port}`);
    const run = await world.submit({ api });
    await expectNothingSent(world, run, "reset");
    expect(run.outcome).toMatchObject({ error: { code: "ECONNRESET" } });
    expect(api.sends).toBe(3);
  });

  it.each([
    ["407", 407],
    ["502", 502],
  ])("6: a proxy that answers %s is named without its password and not tried again", async (_, status) => {
    const world = await startWorld();
    const proxy = await proxyServer(1, status);
    const address = `http://user:canary-password@127.0.0.1:${proxy.port}`;
    const api = sendingTo(world, "https://cls.invalid", { proxy: () => address });
    const run = await world.submit({ api });
    await expectNothingSent(world, run, "proxy");
    expect(run.outcome).toMatchObject({ error: { message: expect.stringContaining(`127.0.0.1:${proxy.port}`) } });
    expect(JSON.stringify([run, await world.records()])).not.toContain("canary-password");
    expect(api.sends).toBe(1);
  });

  it("6: a proxy address that is none is not tried again", async () => {
    const world = await startWorld();
    const api = sendingTo(world, "https://cls.invalid", { proxy: () => "ftp://canary-password@proxy" });
    const run = await world.submit({ api });
    await expectNothingSent(world, run, "proxy");
    expect(JSON.stringify(run)).not.toContain("canary-password");
    expect(api.sends).toBe(1);
  });

  it("2: the third try may succeed, and the task is created once", async () => {
    const world = await startWorld();
    const server = await rawServer(answering(httpAnswer('{"Response":{"Id":"an-id","RequestId":"a-request"}}')));
    const api = sendingTo(world, `http://127.0.0.1:${server.port}`);
    const broken = sendingTo(world, "http://127.0.0.1:1");
    const create: TaskApi["create"] = (body, options) => (++tries < 3 ? broken : api).create(body, options);
    let tries = 0;
    const { outcome } = await world.submit({ api: { ...api, create } });
    expect(outcome).toMatchObject({ kind: "created", id: "an-id", adopted: false });
    expect(server.connections()).toBe(1);
  });
});
