import { afterEach, describe, expect, it } from "vitest";
import type { CompletionItem, Hover } from "vscode-languageserver-protocol/node";
import { type ClientOptions, TestClient } from "./server-process.ts";

const URI = "file:///tmp/a.recharge.json";
const TEXT = '{\n  "KafkaType": 0\n}';

const started: TestClient[] = [];
const start = async (options?: ClientOptions) => {
  const client = await TestClient.start(options);
  started.push(client);
  return client;
};
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill();
});

const ask = <R>(client: TestClient, method: string, line: number, character: number): Promise<R> =>
  client.connection.sendRequest(method, { textDocument: { uri: URI }, position: { line, character } });

describe("diagnostics over the wire", () => {
  it("say why, and point to the cause", async () => {
    const client = await start();
    await client.open(URI, TEXT);
    const missing = (await client.pull(URI)).find(({ code }) => code === "R05");
    expect(missing).toMatchObject({
      severity: 1,
      message: "`KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).",
      range: { start: { line: 1, character: 2 } },
    });
  });

  it("follow the settings of the file's folder", async () => {
    const client = await start({ configuration: () => ({ rules: { R05: "off" } }) });
    await client.open(URI, TEXT);
    expect((await client.pull(URI)).map(({ code }) => code)).not.toContain("R05");
  });

  it("follow pushed settings of a client that cannot be asked", async () => {
    const client = await start({
      capabilities: {},
      initialize: { initializationOptions: { settings: { rules: { R05: "off" } } } },
    });
    await client.open(URI, TEXT);
    expect((await client.diagnostics(URI, 1)).map(({ code }) => code)).not.toContain("R05");
    client.published.length = 0;
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { recharge: { rules: { R05: "hint" } } },
    });
    const changed = await client.diagnostics(URI, 1);
    expect(changed.find(({ code }) => code === "R05")?.severity).toBe(4);
  });
});

describe("completion over the wire", () => {
  it("sends snippets to those who have them, and text to the others", async () => {
    const full = await start();
    await full.open(URI, "{}");
    const [snippet] = await ask<CompletionItem[]>(full, "textDocument/completion", 0, 1);
    expect(snippet).toMatchObject({ label: "TopicId", insertTextFormat: 2 });
    const minimal = await start({ capabilities: {} });
    await minimal.open(URI, "{}");
    const [plain] = await ask<CompletionItem[]>(minimal, "textDocument/completion", 0, 1);
    expect(plain).toMatchObject({ label: "TopicId", insertTextFormat: 1, documentation: { kind: "plaintext" } });
    expect(plain?.labelDetails).toBeUndefined();
  });

  it("answers a typed blank only where a value begins", async () => {
    const client = await start();
    await client.open(URI, '{ "Offset": ');
    const typed = (character: number) =>
      client.connection.sendRequest<CompletionItem[]>("textDocument/completion", {
        textDocument: { uri: URI },
        position: { line: 0, character },
        context: { triggerKind: 2, triggerCharacter: " " },
      });
    expect((await typed(12)).map(({ label }) => label)).toEqual(["-2", "-1"]);
    expect(await typed(2)).toEqual([]);
  });
});

describe("hover over the wire", () => {
  it("answers, or says nothing", async () => {
    const client = await start({ initialize: { locale: "zh-CN" } });
    await client.open(URI, TEXT);
    expect(await ask<Hover>(client, "textDocument/hover", 1, 5)).toMatchObject({
      contents: { kind: "markdown", value: expect.stringContaining("Kafka 类型") },
    });
    expect(await ask<Hover>(client, "textDocument/hover", 0, 0)).toBeNull();
  });
});

describe("the other features over the wire", () => {
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const options = { tabSize: 4, insertSpaces: true };
  it.each([
    ["documentSymbol", {}, [{ name: "KafkaType" }]],
    ["foldingRange", {}, [{ startLine: 0, endLine: 1 }]],
    ["selectionRange", { positions: [{ line: 1, character: 4 }] }, [{ parent: { parent: {} } }]],
    ["formatting", { options }, [{ newText: "\n    " }]],
    ["rangeFormatting", { options, range: everywhere }, [{ newText: "\n    " }]],
    ["documentLink", {}, []],
    ["semanticTokens/full", {}, { data: [] }],
    ["codeLens", {}, [{ command: { command: "recharge.submit", arguments: [URI] } }]],
    ["inlayHint", { range: everywhere }, [{ label: "Tencent Cloud CKafka" }]],
  ])("%s", async (method, params, expected) => {
    const client = await start({ initialize: { initializationOptions: { commands: ["recharge.submit"] } } });
    await client.open(URI, TEXT);
    const found = await client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: URI },
      ...params,
    });
    expect(found).toMatchObject(expected);
    expect(client.log).toEqual([]);
  });
});
