/** Quick fixes over the wire: what is answered fits what the client can do with it. */
import { afterEach, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type Range,
  TextDocumentEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type ClientOptions, FULL_CLIENT, TestClient } from "./server-process.ts";

let client: TestClient;
afterEach(() => {
  client.child.kill();
});

const URI = "file:///tmp/fix.recharge.json";
const TEXT = `{
  "Name": "orders", // ours
  "KafkaType": "1",
  "offset": -1
}
`;
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };
const kinds = { codeActionKind: { valueSet: ["quickfix", "source"] } };
const LITERALS: ClientCapabilities["textDocument"] = {
  ...FULL_CLIENT.textDocument,
  codeAction: { codeActionLiteralSupport: kinds },
};
/** As VS Code. */
const FULL: ClientCapabilities = {
  ...FULL_CLIENT,
  workspace: { ...FULL_CLIENT.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
  textDocument: LITERALS,
};

async function start(options: ClientOptions): Promise<void> {
  client = await TestClient.start(options);
  await client.open(URI, TEXT, 7);
}

function ask(range: Range, diagnostics: Diagnostic[], only?: string[]): Promise<CodeAction[]> {
  const context = { diagnostics, ...(only && { only }) };
  return client.connection.sendRequest("textDocument/codeAction", { textDocument: { uri: URI }, range, context });
}

/** The text after an action of plain edits. */
function applied({ edit }: CodeAction): string {
  const document = TextDocument.create(URI, "recharge", 7, TEXT);
  const [change] = edit?.documentChanges ?? [];
  const edits = change && TextDocumentEdit.is(change) ? change.edits : (edit?.changes?.[URI] ?? []);
  return TextDocument.applyEdits(
    document,
    edits.map((one) => {
      if ("newText" in one) return one;
      throw new Error("a snippet");
    }),
  );
}

describe("a client that can do everything", () => {
  it("gets versioned fixes for the diagnostics it shows, with place-holders", async () => {
    await start({
      capabilities: FULL,
      initialize: { initializationOptions: { commands: ["recharge.setRuleSeverity"] } },
    });
    expect(client.result.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.recharge", "source.sortKeys.recharge"],
    });
    const diagnostics = await client.pull(URI);
    const type = diagnostics.filter(({ code }) => code === "R48");
    const [first] = await ask(type[0]?.range ?? WHOLE, type);
    expect(first).toMatchObject({ title: "Change to 1", isPreferred: true, diagnostics: type });
    expect(first?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: URI, version: 7 } }]);
    const all = await ask(WHOLE, diagnostics);
    expect(JSON.stringify(all.find(({ title }) => title === "Add all missing fields"))).toContain('"kind":"snippet"');
    expect(all.map(({ command }) => command?.arguments)).toContainEqual(["R48", URI]);
    expect(client.log).toEqual([]);
  });

  it("gets everything fixed at once when it asks for that, and nothing else", async () => {
    await start({ capabilities: FULL });
    const actions = await ask(WHOLE, [], ["source.fixAll"]);
    expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.recharge"]);
    expect(actions.map(applied)).toEqual([TEXT.replace('"1"', "1").replace('"offset"', '"Offset"')]);
    expect(await ask(WHOLE, [], ["source.organizeImports"])).toEqual([]);
  });

  it("gets fixes of what the text is now, whatever diagnostics it still shows", async () => {
    await start({ capabilities: FULL });
    const before = await client.pull(URI);
    await client.change(URI, 8, { text: '{ "Name": null }' });
    const actions = await ask({ start: WHOLE.start, end: WHOLE.start }, before);
    expect(actions.flatMap(({ edit }) => edit?.documentChanges ?? [])).toEqual([]);
    const after = await ask(WHOLE, await client.pull(URI));
    expect(after[0]?.edit?.documentChanges).toMatchObject([{ textDocument: { version: 8 } }]);
  });
});

describe("a minimal client", () => {
  it("gets plain edits, no snippet, no command", async () => {
    await start({ capabilities: { textDocument: LITERALS } });
    const actions = await ask(WHOLE, []);
    expect(actions.length).toBeGreaterThan(5);
    for (const action of actions) {
      expect(action.command).toBeUndefined();
      expect(Object.keys(action.edit ?? {})).toEqual(["changes"]);
      expect(applied(action)).not.toBe(TEXT);
    }
    const all = actions.find(({ title }) => title === "Add all missing fields");
    expect(all && applied(all)).toContain('  "LogRechargeRule": {\n    "RechargeType": "json_log",\n');
  });

  it("that knows commands only is promised nothing", async () => {
    await start({ capabilities: {} });
    expect(client.result.capabilities.codeActionProvider).toBeUndefined();
  });
});
