import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import plainModule, * as http from "node:http";
import module, * as https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import * as net from "node:net";
import { networkInterfaces } from "node:os";
import * as tls from "node:tls";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { HttpsProxyAgent } from "https-proxy-agent";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Failure, LostReplyError, NotSentError } from "../../../cloud/api/failure.ts";
import type { HttpReply } from "../../../cloud/api/http-reply.ts";
import { noProxy } from "../../../cloud/api/proxy.ts";
import { post, type SendOptions, type TransportOptions } from "../../../cloud/api/transport.ts";
import { makeCertificate } from "./certificate.ts";
import { answering, httpAnswer, listen, proxyServer, rawServer } from "./servers.ts";

const body = Buffer.from('{"Name":"任务 🚀"}');
const OK = httpAnswer('{"Response":{}}');
const localhost = makeCertificate("localhost");
const cloudHost = makeCertificate("cls.tencentcloudapi.com");

function send(address: string, options: Partial<TransportOptions & SendOptions> = {}): Promise<HttpReply> {
  const url = new URL(address);
  const patient = { connectTimeout: 30_000, responseTimeout: 30_000 };
  return post({ url, headers: { Host: url.host, "X-Test": "1" }, body }, { ...patient, ...options });
}

/** Expects a failure of the given kind, and returns it. */
async function failure(kind: typeof NotSentError | typeof LostReplyError, sending: Promise<unknown>): Promise<Failure> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  return error as Failure;
}

afterEach(() => vi.unstubAllEnvs());

describe("an answer", () => {
  it("arrives, after exactly the bytes given went out once, on a connection of their own", async () => {
    const server = await rawServer(answering(OK));
    const reply = await send(`http://127.0.0.1:${server.port}`);
    expect(reply.status).toBe(200);
    expect(reply.body.toString()).toBe('{"Response":{}}');
    const [head, sent] = server.received().split("\r\n\r\n");
    expect(Buffer.from(sent ?? "", "latin1").equals(body)).toBe(true);
    expect(head?.split("\r\n")).toEqual([
      "POST / HTTP/1.1",
      `Host: 127.0.0.1:${server.port}`,
      "X-Test: 1",
      "Accept-Encoding: identity",
      `Content-Length: ${body.length}`,
      "Connection: close",
    ]);
    await send(`http://127.0.0.1:${server.port}`);
    expect(server.connections()).toBe(2);
  });

  const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
  it.skipIf(!hasIPv6)("arrives from an address of IPv6", async () => {
    const server = await rawServer(answering(OK), undefined, "::1");
    expect((await send(`http://[::1]:${server.port}`)).status).toBe(200);
    expect(server.received()).toContain(`Host: [::1]:${server.port}\r\n`);
  });

  it("arrives over TLS from a server with a trusted certificate", async () => {
    const server = await rawServer(answering(OK), localhost);
    const reply = await send(`https://localhost:${server.port}`, { ca: localhost.cert });
    expect(reply.body.toString()).toBe('{"Response":{}}');
  });

  it.each(["301 Moved", "307 Redirect", "404 Not Found", "429 Slow", "503 Down"])(
    "with status %s is a reply and nothing is followed",
    async (status) => {
      const elsewhere = await rawServer(answering(OK));
      const location = `Location: http://127.0.0.1:${elsewhere.port}/`;
      const server = await rawServer(answering(httpAnswer("<html>", status, [location])));
      const reply = await send(`http://127.0.0.1:${server.port}`);
      expect(reply.status).toBe(Number(status.slice(0, 3)));
      expect(elsewhere.connections()).toBe(0);
    },
  );

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("compressed by %s is understood", async (encoding, compress) => {
    const compressed = httpAnswer(compress("text"), "200 OK", [`Content-Encoding: ${encoding}`]);
    const server = await rawServer(answering(compressed));
    expect((await send(`http://127.0.0.1:${server.port}`)).body.toString()).toBe("text");
  });
});

describe("onConnected", () => {
  it("runs after the connection stands and before the first byte of HTTP", async () => {
    const server = await rawServer(answering(OK), localhost);
    let seen = "not called";
    await send(`https://localhost:${server.port}`, {
      ca: localhost.cert,
      onConnected: async () => {
        await expect.poll(() => server.connections()).toBe(1);
        seen = server.received();
      },
    });
    expect(seen).toBe("");
    expect(server.received()).toContain("POST / HTTP/1.1");
  });

  it("that rejects leaves everything unsent", async () => {
    const server = await rawServer(answering(OK));
    const full = new Error("no space left on device");
    const error = await failure(
      NotSentError,
      send(`http://127.0.0.1:${server.port}`, { onConnected: () => Promise.reject(full) }),
    );
    expect(error).toMatchObject({ reason: "not-recorded", message: "no space left on device", cause: full });
    const other = send(`http://127.0.0.1:${server.port}`, { onConnected: () => Promise.reject("why not") });
    expect((await failure(NotSentError, other)).message).toBe("why not");
    expect(server.received()).toBe("");
  });

  it.each(["end", "resetAndDestroy"] as const)(
    "during which the server goes away by %s leaves everything unsent",
    async (way) => {
      const client = nextMessage<{ socket: net.Socket }>("net.client.socket");
      let close: () => void = () => undefined;
      const server = await rawServer((socket) => {
        close = () => socket[way]();
      });
      const onConnected = async () => {
        const { socket } = await client;
        const closed = new Promise((resolve) => socket.once("close", resolve));
        await expect.poll(() => server.connections()).toBe(1);
        close();
        await closed;
      };
      const error = await failure(NotSentError, send(`http://127.0.0.1:${server.port}`, { onConnected }));
      expect(error.reason).toBe("reset");
      expect(server.received()).toBe("");
    },
  );

  it("before which the server talks leaves everything unsent", async () => {
    const answered = nextMessage("http.client.response.finish");
    const server = await rawServer((socket) => socket.write(httpAnswer("too early", "408 Request Timeout")));
    const onConnected = async () => {
      await answered;
    };
    const error = await failure(NotSentError, send(`http://127.0.0.1:${server.port}`, { onConnected }));
    expect(error).toMatchObject({ reason: "proxy", code: "408" });
    expect(server.received()).toBe("");
  });
});

/** What Node says next on one of its own diagnostics channels. */
function nextMessage<T>(channel: string): Promise<T> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      unsubscribe(channel, listener);
      resolve(message as T);
    };
    subscribe(channel, listener);
  });
}

describe("nothing is sent", () => {
  it("to a name that does not exist", async () => {
    const error = await failure(NotSentError, send("http://cls.invalid"));
    expect(error.reason).toBe("dns");
    expect(error.message).toContain("cls.invalid");
  });

  it("to a port nobody listens on", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(NotSentError, send(`http://127.0.0.1:${port}`))).toMatchObject({
      reason: "refused",
      code: "ECONNREFUSED",
    });
  });

  it("when the handshake does not end within the connect time-out", async () => {
    const port = await listen(net.createServer());
    const error = await failure(NotSentError, send(`https://localhost:${port}`, { connectTimeout: 50 }));
    expect(error.reason).toBe("time-out");
  });

  it("when the server closes in the handshake", async () => {
    const server = await rawServer((socket) => socket.on("data", () => socket.resetAndDestroy()));
    const error = await failure(NotSentError, send(`https://localhost:${server.port}`));
    expect(error).toMatchObject({ reason: "reset", code: "ECONNRESET" });
  });

  it("when the server does not speak TLS", async () => {
    const server = await rawServer((socket) => socket.write(httpAnswer("plain")));
    expect((await failure(NotSentError, send(`https://localhost:${server.port}`))).reason).toBe("tls");
  });

  const year = 365 * 24 * 60 * 60 * 1000;
  const authority = makeCertificate("authority");
  it.each([
    ["self-signed", localhost, undefined, "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed"],
    [
      "from an unknown issuer",
      makeCertificate("localhost", { issuer: authority }),
      undefined,
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "issuer",
    ],
    ["for another name", cloudHost, cloudHost.cert, "ERR_TLS_CERT_ALTNAME_INVALID", "another name"],
    ...[
      [
        "expired",
        makeCertificate("localhost", { notBefore: new Date(Date.now() - year), notAfter: new Date(Date.now() - 1000) }),
        "CERT_HAS_EXPIRED",
        "expired",
      ] as const,
      [
        "of the future",
        makeCertificate("localhost", {
          notBefore: new Date(Date.now() + year),
          notAfter: new Date(Date.now() + 2 * year),
        }),
        "CERT_NOT_YET_VALID",
        "not valid yet",
      ] as const,
    ].map(([what, certificate, code, text]) => [what, certificate, certificate.cert, code, text] as const),
  ] as const)("to a server whose certificate is %s", async (_, certificate, ca, code, text) => {
    const server = await rawServer(answering(OK), certificate);
    const trust = ca === undefined ? {} : { ca };
    const error = await failure(NotSentError, send(`https://localhost:${server.port}`, trust));
    expect(error).toMatchObject({ reason: "certificate", code });
    expect(error.message).toContain(text);
    expect(server.received()).toBe("");
  });

  it("while verification is switched off for the process", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const error = await failure(NotSentError, send("https://cls.tencentcloudapi.com", { proxy: noProxy }));
    expect(error.reason).toBe("unsafe");
    const server = await rawServer(answering(OK), localhost);
    expect((await failure(NotSentError, send(`https://localhost:${server.port}`))).reason).toBe("certificate");
  });

  it("when it is cancelled before, while connecting or while recording", async () => {
    const server = await rawServer(answering(OK));
    const address = `http://127.0.0.1:${server.port}`;
    const cancelled = { reason: "cancelled" };
    expect(await failure(NotSentError, send(address, { signal: AbortSignal.abort() }))).toMatchObject(cancelled);
    expect(server.connections()).toBe(0);

    const stop = new AbortController();
    const silent = await listen(net.createServer(() => stop.abort()));
    const connecting = send(`https://localhost:${silent}`, { signal: stop.signal });
    expect(await failure(NotSentError, connecting)).toMatchObject(cancelled);

    const late = new AbortController();
    const recording = send(address, { signal: late.signal, onConnected: async () => late.abort() });
    expect(await failure(NotSentError, recording)).toMatchObject(cancelled);
    expect(server.received()).toBe("");
  });
});

describe("the answer is lost", () => {
  const read = (then: (socket: net.Socket) => void) => rawServer((socket) => socket.on("data", () => then(socket)));

  it.each([
    ["resets", (socket: net.Socket) => socket.resetAndDestroy()],
    ["closes", (socket: net.Socket) => socket.end()],
    ["resets in the middle of the answer", answeringNow("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "reset")],
    ["ends before the promised length", answeringNow("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "end")],
    ["ends before the last chunk", answeringNow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{", "end")],
    [
      "switches to another protocol",
      answeringNow("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", "end"),
    ],
  ])("when the server %s", async (_, then) => {
    const server = await read(then);
    const error = await failure(LostReplyError, send(`http://127.0.0.1:${server.port}`));
    expect(error.reason).toBe("reset");
    expect(server.connections()).toBe(1);
  });

  it("when the server resets over TLS", async () => {
    const server = await rawServer((socket) => socket.on("data", () => socket.destroy()), localhost);
    const error = await failure(LostReplyError, send(`https://localhost:${server.port}`, { ca: localhost.cert }));
    expect(error).toMatchObject({ reason: "reset", code: "ECONNRESET" });
  });

  it.each([
    ["nothing", () => undefined],
    ["only the beginning", (socket: net.Socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")],
    ["only the beginning, of no promised length,", (socket: net.Socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n{")],
  ])("when the server says %s within the response time-out", async (_, then) => {
    const server = await read(then);
    const error = await failure(LostReplyError, send(`http://127.0.0.1:${server.port}`, { responseTimeout: 50 }));
    expect(error.reason).toBe("time-out");
  });

  it("when it is cancelled after the request went out", async () => {
    const stop = new AbortController();
    const server = await read(() => stop.abort());
    const error = await failure(LostReplyError, send(`http://127.0.0.1:${server.port}`, { signal: stop.signal }));
    expect(error.reason).toBe("cancelled");
  });

  it("when it never ends", async () => {
    const server = await read((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const more = () => socket.writable && socket.write(Buffer.alloc(65536, "x"), more);
      more();
    });
    const error = await failure(LostReplyError, send(`http://127.0.0.1:${server.port}`));
    expect(error.reason).toBe("too-large");
  });

  it.each([
    ["damaged gzip", httpAnswer("not gzip", "200 OK", ["Content-Encoding: gzip"]), "reply"],
    ["an unknown encoding", httpAnswer("?", "200 OK", ["Content-Encoding: zstd, gzip"]), "reply"],
    ["a gzip bomb", httpAnswer(gzipSync(Buffer.alloc(2 ** 21)), "200 OK", ["Content-Encoding: gzip"]), "too-large"],
    ["something that is not HTTP", Buffer.from("SSH-2.0-OpenSSH\r\n"), "reply"],
    ["endless headers", Buffer.from(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n`), "reply"],
  ])("when it is %s", async (_, answer, reason) => {
    const server = await rawServer(answering(answer));
    expect((await failure(LostReplyError, send(`http://127.0.0.1:${server.port}`))).reason).toBe(reason);
  });
});

function answeringNow(text: string, then: "end" | "reset"): (socket: net.Socket) => void {
  return (socket) => socket.write(text, () => (then === "end" ? socket.end() : socket.resetAndDestroy()));
}

describe("through a proxy", () => {
  const target = "https://cls.tencentcloudapi.com";

  it.each(["https_proxy", "HTTPS_PROXY", "ALL_PROXY"])(
    "named by %s the request is tunnelled, and verified end to end",
    async (name) => {
      const server = await rawServer(answering(OK), cloudHost);
      const proxy = await proxyServer(server.port);
      vi.stubEnv(name, `http://user:p%40ss@127.0.0.1:${proxy.port}`);
      const connected = vi.fn(async () => expect(server.received()).toBe(""));
      const reply = await send(target, { ca: cloudHost.cert, onConnected: connected });
      expect(reply.body.toString()).toBe('{"Response":{}}');
      expect(connected).toHaveBeenCalledOnce();
      const authorization = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
      expect(proxy.asked).toEqual([{ target: "cls.tencentcloudapi.com:443", authorization }]);
    },
  );

  it("the proxy's own certificate for the name is not accepted", async () => {
    const server = await rawServer(answering(OK), cloudHost);
    const proxy = await proxyServer(server.port);
    const error = await failure(NotSentError, send(target, { proxy: () => `http://127.0.0.1:${proxy.port}` }));
    expect(error.reason).toBe("certificate");
  });

  it.each([407, 502])("that answers %i nothing is sent and its password is not told", async (status) => {
    const proxy = await proxyServer(0, status);
    const error = await failure(
      NotSentError,
      send(target, { proxy: () => `http://me:canary-password@127.0.0.1:${proxy.port}` }),
    );
    expect(error).toMatchObject({ reason: "proxy", code: String(status) });
    expect(error.message).toContain(`http://127.0.0.1:${proxy.port}`);
    expect(String(error)).not.toContain("canary");
  });

  it("that is not there nothing is sent", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(
      NotSentError,
      send(target, { proxy: () => `http://me:canary-password@127.0.0.1:${port}` }),
    );
    expect(error).toMatchObject({ reason: "proxy", code: "ECONNREFUSED" });
    expect(error.message).not.toContain("canary");
  });

  it.each(["socks5://127.0.0.1:1080", "http://me:canary-password@", "::canary"])(
    "named by the unusable %s nothing is sent",
    async (address) => {
      const error = await failure(NotSentError, send(target, { proxy: () => address }));
      expect(error.reason).toBe("proxy");
      expect(error.message).not.toContain("canary");
    },
  );

  it("that hangs the connect time-out and a cancellation still work", async () => {
    const stop = new AbortController();
    const hanging = await listen(net.createServer());
    const proxy = () => `http://127.0.0.1:${hanging}`;
    expect((await failure(NotSentError, send(target, { proxy, connectTimeout: 50 }))).reason).toBe("time-out");
    const noticing = await listen(net.createServer(() => stop.abort()));
    const sending = send(target, { proxy: () => `http://127.0.0.1:${noticing}`, signal: stop.signal });
    expect((await failure(NotSentError, sending)).reason).toBe("cancelled");
  });

  it("is not used for excepted hosts nor for this computer", async () => {
    const proxy = await proxyServer(0, 502);
    vi.stubEnv("https_proxy", `http://127.0.0.1:${proxy.port}`);
    const server = await rawServer(answering(OK), localhost);
    await send(`https://localhost:${server.port}`, { ca: localhost.cert });
    vi.stubEnv("no_proxy", "cls.invalid");
    expect((await failure(NotSentError, send("https://cls.invalid"))).reason).toBe("dns");
    expect(proxy.asked).toEqual([]);
  });
});

/** VS Code replaces `https.request` by one that puts its own proxy agent into the options. */
describe("under a patched https module", () => {
  function patch(agent: https.Agent): void {
    const { request } = https;
    module.request = ((options: https.RequestOptions) => request({ ...options, agent })) as typeof request;
    syncBuiltinESMExports();
    onTestFinished(() => {
      module.request = request;
      syncBuiltinESMExports();
    });
  }

  it("the hook still comes before the first byte", async () => {
    const server = await rawServer(answering(OK), cloudHost);
    const proxy = await proxyServer(server.port);
    patch(new HttpsProxyAgent(`http://127.0.0.1:${proxy.port}`));
    const connected = vi.fn(async () => {
      await expect.poll(() => server.connections()).toBe(1);
      expect(server.received()).toBe("");
    });
    const options = { ca: cloudHost.cert, proxy: noProxy, onConnected: connected };
    expect((await send("https://cls.tencentcloudapi.com", options)).status).toBe(200);
    expect(connected).toHaveBeenCalledOnce();
    expect(proxy.asked).toHaveLength(1);
  });

  it("a connection that is handed over ready is used as it is", async () => {
    const server = await rawServer(answering(OK), localhost);
    const ready = tls.connect({ port: server.port, host: "localhost", ca: localhost.cert });
    await once(ready, "secureConnect");
    const agent = new https.Agent();
    agent.createConnection = () => ready;
    patch(agent);
    expect((await send(`https://localhost:${server.port}`)).status).toBe(200);
  });

  it("a plain connection that is handed over ready, too", async () => {
    const server = await rawServer(answering(OK));
    const ready = net.connect(server.port, "127.0.0.1");
    await once(ready, "connect");
    const agent = new http.Agent();
    agent.createConnection = () => ready;
    const { request } = http;
    plainModule.request = ((options: http.RequestOptions) => request({ ...options, agent })) as typeof request;
    syncBuiltinESMExports();
    onTestFinished(() => {
      plainModule.request = request;
      syncBuiltinESMExports();
    });
    expect((await send(`http://127.0.0.1:${server.port}`)).status).toBe(200);
  });

  it("a proxy's refusal is not taken for the server's answer", async () => {
    const proxy = await proxyServer(0, 407);
    patch(new HttpsProxyAgent(`http://127.0.0.1:${proxy.port}`));
    const connected = vi.fn();
    const sending = send("https://cls.tencentcloudapi.com", { proxy: noProxy, onConnected: connected });
    expect(await failure(NotSentError, sending)).toMatchObject({ reason: "proxy", code: "407" });
    expect(connected).not.toHaveBeenCalled();
  });
});
