/** Bytes instead of a client library: what a broken or hostile client may send. */
import type { ChildProcess } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { exitCode, spawnServer } from "./server-process.ts";

interface Message {
  id?: number | string | null;
  method?: string;
  result?: unknown;
  error?: { code: number; message: string };
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** Frames go in as bytes, messages come out. */
class Wire {
  readonly child = spawnServer();
  readonly messages: Message[] = [];
  #bytes = Buffer.alloc(0);
  #wakeUp: (() => void)[] = [];

  constructor() {
    started.push(this.child);
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#read();
    });
  }

  bytes(data: string | Buffer): this {
    this.child.stdin?.write(data);
    return this;
  }

  send(message: object): this {
    return this.bytes(frame(JSON.stringify({ jsonrpc: "2.0", ...message })));
  }

  /** The answer to a request. */
  async answer(id: number | string): Promise<Message> {
    for (;;) {
      const found = this.messages.find((message) => message.id === id && message.method === undefined);
      if (found) return found;
      await new Promise<void>((resolve) => this.#wakeUp.push(resolve));
    }
  }

  async initialize(): Promise<Message> {
    return this.send({
      id: "init",
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    }).answer("init");
  }

  /** Shuts down as the protocol has it. @returns the exit code. */
  async end(): Promise<number | null> {
    await this.send({ id: "end", method: "shutdown" }).answer("end");
    this.send({ method: "exit" });
    return exitCode(this.child);
  }

  #read(): void {
    for (;;) {
      const head = this.#bytes.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.#bytes.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#bytes.length < head + 4 + length) break;
      this.messages.push(JSON.parse(this.#bytes.subarray(head + 4, head + 4 + length).toString()));
      this.#bytes = this.#bytes.subarray(head + 4 + length);
    }
    for (const wakeUp of this.#wakeUp.splice(0)) wakeUp();
  }
}

function frame(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const PING = {
  id: 1,
  method: "textDocument/hover",
  params: { textDocument: { uri: "file:///x" }, position: { line: 0, character: 0 } },
};

describe("frames", () => {
  it("may arrive in single bytes", async () => {
    const wire = new Wire();
    await wire.initialize();
    const bytes = Buffer.from(frame(JSON.stringify({ jsonrpc: "2.0", ...PING })));
    for (const byte of bytes) wire.bytes(Buffer.from([byte]));
    expect(await wire.answer(1)).toMatchObject({ result: null });
    expect(await wire.end()).toBe(0);
  });

  it("may arrive many at once, split inside a character", async () => {
    const wire = new Wire();
    await wire.initialize();
    const text = JSON.stringify({ jsonrpc: "2.0", ...PING, params: { ...PING.params, note: "名字🙂" } });
    const bytes = Buffer.from(frame(text) + frame(text.replace('"id":1', '"id":2')));
    const inEmoji = bytes.indexOf("🙂") + 2;
    wire.bytes(bytes.subarray(0, inEmoji)).bytes(bytes.subarray(inEmoji));
    await wire.answer(1);
    expect(await wire.answer(2)).toMatchObject({ result: null });
  });

  it("may have other headers and any letter case", async () => {
    const wire = new Wire();
    await wire.initialize();
    const body = JSON.stringify({ jsonrpc: "2.0", ...PING });
    wire.bytes(
      `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(await wire.answer(1)).toMatchObject({ result: null });
  });

  it.each([
    ["no JSON", frame("{ nonsense")],
    ["nothing", frame("")],
    ["null", frame("null")],
    ["a number", frame("42")],
    ["a list", frame("[]")],
    ["an empty object", frame("{}")],
    ["a deep list", frame(`${"[".repeat(20_000)}${"]".repeat(20_000)}`)],
    ["a cancellation of nothing", frame('{"jsonrpc":"2.0","method":"$/cancelRequest"}')],
    ["an answer nobody asked for", frame('{"jsonrpc":"2.0","id":99,"result":{}}')],
    ["a length that is no number", "Content-Length: many\r\n\r\n"],
    ["no length", "Content-Type: text/plain\r\n\r\n"],
    ["a header without a colon", "Hello\r\n\r\n"],
    [
      "bytes that are no UTF-8",
      Buffer.concat([Buffer.from("Content-Length: 4\r\n\r\n"), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]),
    ],
  ])("with %s in them are survived", async (_, garbage) => {
    const wire = new Wire();
    await wire.initialize();
    wire.bytes(garbage).send(PING);
    expect(await wire.answer(1)).toMatchObject({ result: null });
    expect(await wire.end()).toBe(0);
  });

  it("that never come to an end do not keep the server from ending", async () => {
    const wire = new Wire();
    await wire.initialize();
    wire.bytes("Content-Length: 1000000\r\n\r\n{");
    wire.child.stdin?.end();
    expect(await exitCode(wire.child)).toBe(1);
  });
});

describe("order of messages", () => {
  it("requests before initialize are refused", async () => {
    const wire = new Wire();
    expect((await wire.send(PING).answer(1)).error?.code).toBe(-32002);
    expect((await wire.send({ id: 2, method: "shutdown" }).answer(2)).error?.code).toBe(-32002);
    expect(await wire.initialize()).toMatchObject({ result: { capabilities: {} } });
    expect(await wire.end()).toBe(0);
  });

  it("notifications before initialize are dropped", async () => {
    const wire = new Wire();
    const textDocument = { uri: "file:///a.recharge.json", languageId: "recharge", version: 1, text: "" };
    wire.send({ method: "textDocument/didOpen", params: { textDocument } });
    await wire.initialize();
    await wire.send(PING).answer(1);
    expect(wire.messages.filter(({ method }) => method === "textDocument/publishDiagnostics")).toEqual([]);
  });

  it("initialize comes once", async () => {
    const wire = new Wire();
    await wire.initialize();
    const again = wire.send({
      id: 2,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    expect((await again.answer(2)).error?.code).toBe(-32600);
  });

  it("requests after shutdown are refused", async () => {
    const wire = new Wire();
    await wire.initialize();
    await wire.send({ id: 2, method: "shutdown" }).answer(2);
    expect((await wire.send(PING).answer(1)).error?.code).toBe(-32600);
    wire.send({ method: "exit" });
    expect(await exitCode(wire.child)).toBe(0);
  });

  it("exit before initialize ends with 1", async () => {
    const wire = new Wire();
    wire.send({ method: "exit" });
    expect(await exitCode(wire.child)).toBe(1);
  });
});

describe("unknown and malformed requests", () => {
  it("unknown methods have the error of the protocol", async () => {
    const wire = new Wire();
    await wire.initialize();
    expect((await wire.send({ id: 5, method: "no/such" }).answer(5)).error?.code).toBe(-32601);
    wire.send({ method: "no/such" }).send({ method: "$/noSuch" });
    expect(await wire.send(PING).answer(1)).toMatchObject({ result: null });
  });

  it.each([
    ["none", undefined],
    ["an empty object", {}],
    ["no position", { textDocument: { uri: "file:///a.recharge.json" } }],
    [
      "a position far outside",
      { textDocument: { uri: "file:///a.recharge.json" }, position: { line: 1e9, character: 1e9 } },
    ],
    [
      "a negative position",
      { textDocument: { uri: "file:///a.recharge.json" }, position: { line: -1, character: -1 } },
    ],
  ])("parameters: %s", async (_, params) => {
    const wire = new Wire();
    await wire.initialize();
    const textDocument = {
      uri: "file:///a.recharge.json",
      languageId: "recharge",
      version: 1,
      text: '{ "Name": "a" }',
    };
    wire.send({ method: "textDocument/didOpen", params: { textDocument } });
    for (const method of ["hover", "completion"]) {
      expect(await wire.send({ id: method, method: `textDocument/${method}`, params }).answer(method)).toBeDefined();
    }
    expect(await wire.end()).toBe(0);
  });

  it("a cancelled request is answered as cancelled", async () => {
    const wire = new Wire();
    await wire.initialize();
    const textDocument = { uri: "file:///a.recharge.json", languageId: "recharge", version: 1, text: "{}" };
    wire.send({ method: "textDocument/didOpen", params: { textDocument } });
    const request = { ...PING, params: { ...PING.params, textDocument: { uri: textDocument.uri } } };
    // In one piece, so that the request is still waiting when the cancellation arrives.
    const both = [request, { method: "$/cancelRequest", params: { id: 1 } }];
    wire.bytes(both.map((message) => frame(JSON.stringify({ jsonrpc: "2.0", ...message }))).join(""));
    expect((await wire.answer(1)).error?.code).toBe(-32800);
  });
});
