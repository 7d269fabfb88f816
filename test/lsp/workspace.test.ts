/** Several files: what one says about another, on disk and open, renamed and deleted; workspace diagnostics; settings by folder. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkspaceDiagnosticReport } from "vscode-languageserver-protocol/node";
import { FULL_CLIENT, TestClient } from "./server-process.ts";

const WATCHING = {
  ...FULL_CLIENT,
  workspace: { ...FULL_CLIENT.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
};

let named = 0;
/** Tasks of different names: only the Id may be the same. */
const task = (id: string) => JSON.stringify({ Id: id, TopicId: "t", Name: `n${named++}` });

let folder: string;
let client: TestClient | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recharge-"));
});
afterEach(() => {
  client?.child.kill();
  client = undefined;
  rmSync(folder, { recursive: true });
});

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const save = (name: string, text: string) => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
};

async function start(options: Parameters<typeof TestClient.start>[0] = {}): Promise<TestClient> {
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: "w" }];
  client = await TestClient.start({ capabilities: WATCHING, ...options, initialize: { workspaceFolders } });
  return client;
}

/** Where the diagnostics of a file say that something is in other files. */
async function otherFiles(client: TestClient, name: string): Promise<string[]> {
  const diagnostics = await client.pull(uriOf(name));
  const related = diagnostics.flatMap(({ relatedInformation = [] }) =>
    relatedInformation.map(({ location }) => location.uri),
  );
  return [...new Set(related)].filter((uri) => uri !== uriOf(name));
}

/** Repeats a question until the answer is the expected one; the server says when to ask again. */
async function untilOtherFiles(client: TestClient, name: string, expected: string[]): Promise<void> {
  for (;;) {
    const { refreshes } = client;
    const found = await otherFiles(client, name);
    if (JSON.stringify(found.sort()) === JSON.stringify(expected.map(uriOf).sort())) return;
    await client.until(() => client.refreshes > refreshes);
  }
}

describe("the same Id in two files", () => {
  it("is found in a file on disk, wherever it is", async () => {
    save("b/deep/b.recharge.json", task("x"));
    save("node_modules/c.recharge.json", task("x"));
    save("d.json", task("x"));
    const client = await start();
    await client.open(uriOf("a.recharge.json"), task("x"));
    await untilOtherFiles(client, "a.recharge.json", ["b/deep/b.recharge.json"]);
    expect(client.registered).toContain("workspace/didChangeWatchedFiles");
  });

  it("is found as it is typed, and not in the file itself", async () => {
    save("a.recharge.json", task("x"));
    const client = await start();
    await client.open(uriOf("a.recharge.json"), task("x"));
    await client.open(uriOf("b.recharge.json"), task("y"));
    expect(await otherFiles(client, "a.recharge.json")).toEqual([]);
    await client.change(uriOf("b.recharge.json"), 2, { text: task("x") });
    expect(await otherFiles(client, "a.recharge.json")).toEqual([uriOf("b.recharge.json")]);
  });

  it("is followed through changes, renames and deletions", async () => {
    save("b.recharge.json", task("y"));
    const client = await start();
    const changed = (name: string, type: number) =>
      client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(name), type }] });
    await client.open(uriOf("a.recharge.json"), task("x"));
    await untilOtherFiles(client, "a.recharge.json", []);
    save("b.recharge.json", task("x"));
    await changed("b.recharge.json", 2);
    await untilOtherFiles(client, "a.recharge.json", ["b.recharge.json"]);
    renameSync(join(folder, "b.recharge.json"), join(folder, "c.recharge.json"));
    await client.connection.sendNotification("workspace/didRenameFiles", {
      files: [{ oldUri: uriOf("b.recharge.json"), newUri: uriOf("c.recharge.json") }],
    });
    await untilOtherFiles(client, "a.recharge.json", ["c.recharge.json"]);
    rmSync(join(folder, "c.recharge.json"));
    await changed("c.recharge.json", 3);
    await untilOtherFiles(client, "a.recharge.json", []);
  });

  it("is sent to clients that do not ask", async () => {
    save("b.recharge.json", task("x"));
    const client = await start({ capabilities: { workspace: { workspaceFolders: true } } });
    await client.open(uriOf("a.recharge.json"), task("x"));
    const mentions = () =>
      JSON.stringify(client.published.at(-1)?.diagnostics ?? "").includes(uriOf("b.recharge.json"));
    await client.until(mentions);
  });
});

describe("workspace diagnostics", () => {
  const ask = (client: TestClient, previousResultIds: { uri: string; value: string }[]) =>
    client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds });

  it("cover closed files, and answer again only when something has changed", async () => {
    save("a.recharge.json", "");
    save("b.recharge.json", "[]");
    const client = await start();
    const first = await ask(client, []);
    const codes = first.items.map((item) => [item.uri, item.kind === "full" ? item.items[0]?.code : item.kind]);
    expect(codes.sort()).toEqual([
      [uriOf("a.recharge.json"), "empty"],
      [uriOf("b.recharge.json"), "not-an-object"],
    ]);
    const ids = first.items.map(({ uri, resultId = "" }) => ({ uri, value: resultId }));
    const second = ask(client, ids);
    rmSync(join(folder, "b.recharge.json"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf("b.recharge.json"), type: 3 }],
    });
    const gone = (await second).items.find(({ uri }) => uri === uriOf("b.recharge.json"));
    expect(gone).toMatchObject({ kind: "full", items: [] });
  });

  it("can be cancelled while they wait", async () => {
    const client = await start();
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const waiting = client.connection.sendRequest("workspace/diagnostic", { previousResultIds: [] }, source.token);
    source.cancel();
    expect(await waiting).toEqual({ items: [] });
    expect(await client.stop()).toBe(0);
  });
});

describe("settings", () => {
  const codes = async (client: TestClient, name: string) => {
    await client.open(uriOf(name), '{ "KafkaType": 0 }');
    return (await client.pull(uriOf(name))).map(({ code }) => code);
  };

  it("differ by folder where the client says so", async () => {
    const client = await start({
      configuration: (scope) => (scope?.includes("/quiet/") ? { rules: { R05: "off" } } : {}),
    });
    expect(await codes(client, "quiet/a.recharge.json")).not.toContain("R05");
    expect(await codes(client, "loud/a.recharge.json")).toContain("R05");
  });

  it("come from the nearest .rechargerc.json, and what the user set wins", async () => {
    save(".rechargerc.json", '{ "rules": { "R05": "off", "R01": "off" } }');
    const client = await start({ configuration: () => ({ rules: { R05: "error" } }) });
    const found = await codes(client, "deep/er/a.recharge.json");
    expect(found).toContain("R05");
    expect(found).not.toContain("R01");
  });

  it("follow a .rechargerc.json that changes", async () => {
    const client = await start();
    expect(await codes(client, "a.recharge.json")).toContain("R05");
    save(".rechargerc.json", '{ "rules": { "R05": "off" } }');
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(".rechargerc.json"), type: 1 }],
    });
    await client.until(() => client.refreshes > 0);
    expect((await client.pull(uriOf("a.recharge.json"))).map(({ code }) => code)).not.toContain("R05");
  });
});

describe("unchanged reports", () => {
  it("save sending the same again", async () => {
    const client = await start();
    const uri = uriOf("a.recharge.json");
    await client.open(uri, "");
    const ask = (previousResultId?: string) =>
      client.connection.sendRequest<{ kind: string; resultId: string }>("textDocument/diagnostic", {
        textDocument: { uri },
        ...(previousResultId && { previousResultId }),
      });
    const { resultId } = await ask();
    const { kind, resultId: now } = await ask(resultId);
    expect([kind, now]).toEqual(["unchanged", resultId]);
    await client.change(uri, 2, { text: "[]" });
    expect((await ask(resultId)).kind).toBe("full");
  });
});
