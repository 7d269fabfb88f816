import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ForwardProxy, type ProxyOptions, startProxy } from "../../../sandbox/proxy.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { example } from "./client.ts";
import { open, requestBytes, until } from "./wire.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const CONNECT = "CONNECT cls.example.com:443 HTTP/1.1\r\nHost: cls.example.com:443\r\n";

async function withProxy(
  options: Omit<ProxyOptions, "target">,
  use: (proxy: ForwardProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startProxy({ ...options, target: sandbox.port });
  try {
    await use(proxy);
  } finally {
    await proxy.close();
  }
}

it("tunnels to the sandbox, whatever host was asked for", () =>
  withProxy({}, async (proxy) => {
    const wire = open(proxy.port);
    wire.socket.write(`${CONNECT}\r\n`);
    await until(wire, /^HTTP\/1.1 200 /);
    const { head, body } = requestBytes(sandbox, "CreateKafkaRecharge", example);
    wire.socket.write(head + body);
    await until(wire, /"Id":"[0-9a-f-]{36}"/);
    expect(proxy.requests).toEqual(["CONNECT cls.example.com:443"]);
    wire.socket.destroy();
  }));

it("passes a reset on", () =>
  withProxy({}, async (proxy) => {
    sandbox.script([{ phase: "accept", outcome: "reset" }]);
    const wire = open(proxy.port);
    wire.socket.write(`${CONNECT}\r\n`);
    expect(await wire.ended).toBe("ECONNRESET");
  }));

it("asks for its password", () =>
  withProxy({ user: "me", password: "example" }, async (proxy) => {
    const without = open(proxy.port);
    without.socket.write(`${CONNECT}\r\n`);
    expect(await until(without, /\r\n\r\n/)).toMatch(/^HTTP\/1.1 407 /);
    const authorised = open(proxy.port);
    authorised.socket.write(`${CONNECT}Proxy-Authorization: Basic ${btoa("me:example")}\r\n\r\n`);
    expect(await until(authorised, /\r\n\r\n/)).toMatch(/^HTTP\/1.1 200 /);
    authorised.socket.destroy();
  }));

it("refuses", () =>
  withProxy({ outcome: 502 }, async (proxy) => {
    const wire = open(proxy.port);
    wire.socket.write(`${CONNECT}\r\n`);
    expect(await until(wire, /\r\n\r\n/)).toMatch(/^HTTP\/1.1 502 /);
  }));

it("breaks off, or hangs", async () => {
  await withProxy({ outcome: "reset" }, async (proxy) => {
    const wire = open(proxy.port);
    wire.socket.write(`${CONNECT}\r\n`);
    expect(await wire.ended).toBe("ECONNRESET");
  });
  await withProxy({ outcome: "hang" }, async (proxy) => {
    const wire = open(proxy.port);
    wire.socket.write(`${CONNECT}\r\n`);
    await expect.poll(() => proxy.requests).toHaveLength(1);
    wire.socket.end();
    await proxy.close();
    await once(wire.socket, "close");
    expect(wire.received()).toBe("");
  });
});

it("does nothing else", () =>
  withProxy({}, async (proxy) => {
    expect((await fetch(proxy.url, { method: "POST", body: "{}" })).status).toBe(405);
  }));
