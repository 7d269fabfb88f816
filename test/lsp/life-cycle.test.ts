import { fork } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import {
  createProtocolConnection,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
} from "vscode-languageserver-protocol/node";
import { type ClientOptions, exitCode, FULL_CLIENT, spawnServer, TestClient } from "./server-process.ts";

const URI = "file:///tmp/a.recharge.json";
const VALID = '{ "Name": "名字🙂" }';

const started: TestClient[] = [];
const start = async (options?: ClientOptions) => {
  const client = await TestClient.start(options);
  started.push(client);
  return client;
};
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill();
});

describe("life cycle", () => {
  it("initializes, shuts down and exits with 0", async () => {
    const client = await start();
    expect(client.result.serverInfo).toMatchObject({ name: "cls-recharge" });
    expect(client.result.capabilities).toMatchObject({ textDocumentSync: { openClose: true, change: 2 } });
    expect(await client.stop()).toBe(0);
    expect(client.log).toEqual([]);
  });

  it("exits with 1 when nobody said shutdown", async () => {
    const client = await start();
    await client.connection.sendNotification("exit");
    expect(await exitCode(client.child)).toBe(1);
  });

  it("exits with 1 when its client goes away", async () => {
    const client = await start();
    client.child.stdin?.end();
    expect(await exitCode(client.child)).toBe(1);
  });

  it("talks to a parent that is Node over its channel", async () => {
    const child = fork("dist/server.js", ["--node-ipc"], { execPath: process.execPath, execArgv: [] });
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const params = { processId: process.pid, rootUri: null, capabilities: {} };
    const { serverInfo } = await connection.sendRequest(InitializeRequest.type, params);
    expect(serverInfo?.name).toBe("cls-recharge");
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    expect(await exitCode(child)).toBe(0);
  });

  it("says how to start it", async () => {
    const child = spawnServer("");
    let text = "";
    child.stderr?.on("data", (chunk) => {
      text += chunk;
    });
    expect(await exitCode(child)).toBe(2);
    expect(text).toContain("--stdio");
  });

  it("speaks the client's language", async () => {
    const client = await start({ initialize: { locale: "zh-cn" } });
    await client.open(URI, "");
    expect(await client.pull(URI)).toMatchObject([{ message: "文件为空。任务文件应为一个 JSON 对象。" }]);
  });
});

describe("a client with minimal capabilities", () => {
  it("is sent diagnostics, and asked for nothing", async () => {
    const client = await start({ capabilities: {} });
    await client.open(URI, '{ "Name": "a"');
    expect(await client.diagnostics(URI, 1)).toMatchObject([{ source: "recharge", code: "syntax" }]);
    await client.change(URI, 2, { text: VALID });
    expect(await client.diagnostics(URI, 2)).not.toContainEqual(expect.objectContaining({ code: "syntax" }));
    expect(client.registered).toEqual([]);
    expect(client.result.capabilities.diagnosticProvider).toBeUndefined();
    expect(await client.stop()).toBe(0);
  });

  it("has the diagnostics of a closed file taken back", async () => {
    const client = await start({ capabilities: {} });
    await client.open(URI, "");
    await client.diagnostics(URI, 1);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: URI } });
    await client.until(() => client.published.at(-1)?.version === undefined);
    expect(client.published.at(-1)).toEqual({ uri: URI, diagnostics: [] });
  });
});

describe("a client that pulls", () => {
  it("is not sent anything", async () => {
    const client = await start();
    await client.open(URI, "");
    expect(await client.pull(URI)).toMatchObject([{ code: "empty" }]);
    expect(client.published).toEqual([]);
    expect(client.registered).toContain("workspace/didChangeConfiguration");
  });

  it("is told to ask again when settings change", async () => {
    const client = await start();
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes > 0);
    expect(client.refreshes).toBe(1);
  });

  it("gets an empty answer about a file that is not open", async () => {
    const client = await start();
    expect(await client.pull("file:///tmp/unknown.recharge.json")).toEqual([]);
  });
});

describe("text synchronisation", () => {
  const problemsAfter = async (text: string, ...changes: { from: string; to: string }[]) => {
    const client = await start({ capabilities: {} });
    await client.open(URI, text);
    let current = text;
    for (const [index, { from, to }] of changes.entries()) {
      const offset = current.indexOf(from);
      const position = (at: number) => {
        const lines = current.slice(0, at).split(/\r\n|\r|\n/);
        return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      };
      const range = { start: position(offset), end: position(offset + from.length) };
      await client.change(URI, index + 2, { range, text: to });
      current = current.replace(from, to);
    }
    return (await client.diagnostics(URI, changes.length + 1)).filter(
      ({ code }) => code === "syntax" || code === "duplicate-key",
    );
  };

  it.each([
    ["emoji and Chinese", '{ "名字": "🙂🙂", "a": 1 }', { from: ', "a"', to: ' "a"' }],
    ["CRLF", '{\r\n  "x": 1,\r\n  "a": 1\r\n}', { from: `"x": 1,`, to: `"x": 1` }],
    ["a byte order mark", '\uFEFF{ "x": 1, "a": 1 }', { from: ', "a"', to: ' "a"' }],
  ])("keeps positions right with %s", async (_, text, breakIt) => {
    const [problem] = await problemsAfter(text, breakIt);
    expect(problem).toMatchObject({ code: "syntax", message: "A comma is missing after this." });
    expect(await problemsAfter(text, breakIt, { from: breakIt.to, to: breakIt.from })).toEqual([]);
  });

  it("answers the last of many rapid edits", async () => {
    const client = await start({ capabilities: {} });
    await client.open(URI, "{}");
    for (let version = 2; version <= 200; version++)
      void client.change(URI, version, { text: version % 2 ? "{}" : "{" });
    await client.change(URI, 201, { text: "[]" });
    expect(await client.diagnostics(URI, 201)).toMatchObject([{ code: "not-an-object" }]);
    const versions = client.published.map(({ version }) => version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });
});

describe("hostile files", () => {
  it.each([
    ["10 MB", `{"a":"${"x".repeat(10_000_000)}"}`, "too-large"],
    ["deep nesting", "[".repeat(500_000), "too-deep"],
    ["very many values", `[${"1,".repeat(20_000)}1]`, "too-many-nodes"],
    ["__proto__", '{"__proto__":{"polluted":1}}', "prototype-key"],
    ["nothing", "", "empty"],
    ["no object", "42", "not-an-object"],
  ])("%s: one clear diagnostic", async (_, text, code) => {
    const client = await start();
    await client.open(URI, text);
    const diagnostics = await client.pull(URI);
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toHaveLength(1);
    expect(client.log).toEqual([]);
    expect(await client.stop()).toBe(0);
  });
});

describe("settings", () => {
  it("are asked for per file", async () => {
    const scopes: (string | undefined)[] = [];
    const client = await start({ capabilities: FULL_CLIENT, configuration: (scope) => void scopes.push(scope) });
    await client.open(URI, VALID);
    await client.pull(URI);
    await client.pull(URI);
    expect(scopes).toEqual([URI]);
  });
});
