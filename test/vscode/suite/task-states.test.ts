import { strict as assert } from "node:assert";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Account } from "../../../client/accounts/account.ts";
import { Connections } from "../../../client/accounts/connections.ts";
import { Commands } from "../../../client/commands.ts";
import { UserError } from "../../../client/errors.ts";
import { SecretMap } from "../../../client/secrets/secret-store.ts";
import { openFiles } from "../../../client/tasks/readings.ts";
import type { TaskState } from "../../../client/tasks/state.ts";
import { TaskStates } from "../../../client/tasks/task-states.ts";
import { leaves, taskTree } from "../../../client/tasks/task-tree.ts";
import { treeItem } from "../../../client/tasks/tree-items.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { openJournal } from "../../../cloud/journal/journal.ts";
import type { OpRecord } from "../../../cloud/journal/record.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { makeRecord } from "../../unit/cloud/records.ts";
import { Colleague } from "./colleague.ts";
import { Person } from "./person.ts";
import { requested, taskText, topic } from "./tasks.ts";
import { fileOf, openTask, replaceText } from "./workspace.ts";

const withId = (text: string, id: string) => text.replace("{", `{\n  "Id": "${id}",`);

/** What the journal knows of a task that was created from here. */
async function recordCreated(directory: string, fields: Pick<OpRecord, "id" | "name" | "region" | "topicId">) {
  const journal = await openJournal(directory);
  const record = makeRecord(fields, fields.name);
  await journal.begin(record);
  await journal.update({ ...record, phase: "done" });
}

const noSecrets: vscode.SecretStorage = {
  get: async () => undefined,
  store: async () => undefined,
  delete: async () => undefined,
  onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
};

/** The states of a window of its own, beside the extension's, which goes elsewhere. */
describe("the states of task files", () => {
  const log = vscode.window.createOutputChannel("states", { log: true });
  let sandbox: Sandbox;
  let colleague: Colleague;
  /** Of one window: they share its rate limit. */
  let connections: Connections;
  let states: TaskStates;
  let account: Account | UserError | undefined;
  const operated = new vscode.EventEmitter<vscode.Uri>();
  const accountChanged = new vscode.EventEmitter<void>();
  let person: Person;

  before(async () => {
    const extension = vscode.extensions.getExtension("cls-recharge.cls-recharge");
    connections = new Connections({ extension } as unknown as vscode.ExtensionContext);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    sandbox = await startSandbox();
    colleague = new Colleague(sandbox.url);
  });
  after(async () => {
    log.dispose();
    await sandbox.close();
  });

  beforeEach(() => {
    person = new Person();
    const endpoint = Endpoint.parse(sandbox.url);
    account = { name: "test", credential: sandboxCredential(), endpoint, region: undefined, journal: undefined };
    states = startStates();
  });
  afterEach(async () => {
    states.dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.deepEqual(person.prompts, [], "it is silent");
    person.leave();
  });

  function startStates(): TaskStates {
    const accounts = {
      endpointProblem: undefined,
      quiet: async () => {
        if (account instanceof UserError) throw account;
        return account;
      },
    };
    const commands = new Commands(log);
    const secrets = new SecretMap<string>(noSecrets, "secrets");
    return new TaskStates(
      { accounts, connections, secrets, commands },
      {
        onDidOperate: operated.event,
        accountChanges: [accountChanged.event],
      },
    );
  }

  const lists = () => sandbox.requests.filter(({ action }) => action === "DescribeKafkaRecharges");

  /** A task file in a region that nobody else asks for. */
  const alone = (region: string) => withId(taskText(region).replace("ap-guangzhou", region), "some-id");
  const isAskedFor = (region: string) => lists().some((request) => request.region === region);

  /** The state of a file as soon as it satisfies a condition. */
  function state(uri: vscode.Uri, condition: (state: TaskState) => boolean): Promise<TaskState> {
    return new Promise((resolve) => {
      const listener = states.onDidChange(() => look());
      const look = () => {
        const now = states.of(uri);
        if (!condition(now)) return;
        listener.dispose();
        resolve(now);
      };
      look();
    });
  }
  const isKnown = ({ kind }: TaskState) => kind !== "unknown";

  it("asks once when a file is opened, and compares edits with the answer", async () => {
    const text = taskText("opened").replace("ap-guangzhou", "ap-bangkok");
    const id = await new Colleague(sandbox.url, "ap-bangkok").creates(text);
    const asked = () => lists().filter(({ region }) => region === "ap-bangkok").length;
    const document = await openTask("opened.recharge.json", withId(text, id));
    const found = await state(document.uri, isKnown);
    assert.equal(found.kind, "in-sync");
    assert.equal("run" in found && found.run, "running");
    assert.equal(asked(), 1);

    await replaceText(document, '"app-logs"', '"app-audit"');
    const differing = await state(document.uri, ({ kind }) => kind === "differs");
    const differences = "differences" in differing ? differing.differences : [];
    assert.deepEqual(
      differences.map(({ pointer, file, cloud }) => [pointer, file, cloud]),
      [["/UserKafkaTopics", "app-audit", "app-logs"]],
    );
    await replaceText(document, '"app-audit"', '"app-logs"');
    await state(document.uri, ({ kind }) => kind === "in-sync");
    assert.equal(asked(), 1, "edits ask nobody");
  });

  it("sees what somebody else did only when it is told to look", async () => {
    const id = await colleague.creates(taskText("others"));
    const { uri } = await openTask("others.recharge.json", withId(taskText("others"), id));
    await state(uri, ({ kind }) => kind === "in-sync");
    await colleague.modifies(id, { StatusControl: 1 });
    await states.refresh([uri]);
    const paused = states.of(uri);
    assert.equal("run" in paused && paused.run, "paused");
    await colleague.deletes(id);
    operated.fire(uri);
    assert.deepEqual(await state(uri, ({ kind }) => kind === "absent"), { kind: "absent", id, topicId: topic });
  });

  it("does not take a file's new Id for that of a deleted task", async () => {
    const first = await colleague.creates(taskText("first"));
    const known = await openTask("first.recharge.json", withId(taskText("first"), first));
    await state(known.uri, ({ kind }) => kind === "in-sync");
    const document = await openTask("later.recharge.json", taskText("later"));
    await state(document.uri, ({ kind }) => kind === "not-created");
    const seen = new Set<string>();
    const listener = states.onDidChange(() => seen.add(states.of(document.uri).kind));
    const id = await colleague.creates(taskText("later"));
    await replaceText(document, "{", `{\n  "Id": "${id}",`);
    await state(document.uri, ({ kind }) => kind === "in-sync");
    listener.dispose();
    assert.ok(!seen.has("absent"), [...seen].join());
  });

  it("does not take an answer that left before a file was opened for one about it", async () => {
    const inFrankfurt = (name: string) => taskText(name).replace("ap-guangzhou", "eu-frankfurt");
    const frankfurt = new Colleague(sandbox.url, "eu-frankfurt");
    const first = await frankfurt.creates(inFrankfurt("asked-before"));
    // Nothing else is on its way then.
    await states.refresh();
    sandbox.script([{ action: "DescribeKafkaRecharges", hold: true }]);
    const left = requested(sandbox, "DescribeKafkaRecharges");
    const early = await openTask("asked-before.recharge.json", withId(inFrankfurt("asked-before"), first));
    await left;
    const seen = new Set<string>();
    const listener = states.onDidChange(() => seen.add(states.of(fileOf("made-between.recharge.json")).kind));
    const second = await frankfurt.creates(inFrankfurt("made-between"));
    const late = await openTask("made-between.recharge.json", withId(inFrankfurt("made-between"), second));
    // Once it is read it asks.
    await state(late.uri, () => states.task(late.uri)?.id === second);
    assert.equal(states.of(early.uri).kind, "unknown");
    sandbox.release();
    await state(late.uri, isKnown);
    listener.dispose();
    assert.deepEqual([...seen], ["unknown", "in-sync"]);
    const asked = lists().filter(({ region }) => region === "eu-frankfurt");
    assert.equal(asked.length, 2, "one for the first, one for the second");
  });

  it("finds tasks in the log topic they were created in, when their files name another one by now", async () => {
    const orders = "f1e2d3c4-b5a6-4978-8695-a4b3c2d1e0f9";
    const region = "ap-singapore";
    const journal = await mkdtemp(join(tmpdir(), "recharge-journal-"));
    account = { ...(account as Account), journal };
    const singapore = new Colleague(sandbox.url, region);
    const folder = fileOf("moved");
    const moved: vscode.Uri[] = [];
    for (const name of ["moved-1", "moved-2", "moved-gone", "unknown-gone"]) {
      const text = taskText(name).replace("ap-guangzhou", region);
      const id = await singapore.creates(text);
      if (!name.startsWith("unknown")) await recordCreated(journal, { id, name, region, topicId: topic });
      if (name.endsWith("gone")) await singapore.deletes(id);
      const uri = vscode.Uri.joinPath(folder, `${name}.recharge.json`);
      await vscode.workspace.fs.writeFile(uri, Buffer.from(withId(text, id).replace(topic, orders)));
      moved.push(uri);
    }
    try {
      const before = lists().length;
      const seen = new Set<string>();
      const [first] = moved;
      const listener = states.onDidChange(() => first && seen.add(states.of(first).kind));
      await states.refresh();
      listener.dispose();
      const found = moved.map((uri) => states.of(uri));
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ["differs", "differs", "absent", "absent"],
      );
      assert.ok(!seen.has("absent"), [...seen].join());
      assert.deepEqual(
        found
          .flatMap((one) => ("differences" in one ? one.differences : []))
          .map(({ pointer, cloud }) => [pointer, cloud]),
        [
          ["/TopicId", topic],
          ["/TopicId", topic],
        ],
      );
      const asked = lists()
        .slice(before)
        .filter((request) => request.region === region && request.error === undefined);
      assert.deepEqual(
        asked.map(({ body }) => (body as { TopicId: string }).TopicId).sort(),
        [topic, orders].sort(),
        "one request for each log topic",
      );
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
      await rm(journal, { recursive: true });
    }
  });

  it("knows hundreds of files after one request for each log topic, within the rate", async () => {
    const topics = [topic, "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a", "7e2b9d40-3c61-4f0e-8a15-6b7c8d9e0f12"];
    const regions = ["ap-beijing", "ap-chengdu", "ap-chongqing"].concat(
      ["ap-nanjing", "ap-seoul", "ap-shanghai", "ap-singapore", "eu-frankfurt", "na-ashburn"],
      ["na-siliconvalley", "ap-beijing-fsi", "ap-shanghai-fsi", "ap-shenzhen-fsi"],
    );
    const places = [
      ...topics.map((topicId) => ({ region: "ap-guangzhou", topicId })),
      ...regions.map((region) => ({ region, topicId: topic })),
    ];
    // Complete from the first moment: one that is found half written gets its Id later, and is then asked for again.
    const folder = fileOf("many");
    const drafts = await mkdtemp(join(tmpdir(), "recharge-many-"));
    const uris = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const { region, topicId } = places[index % places.length] ?? assert.fail();
        const text = taskText(`many-${index}`).replace("ap-guangzhou", region).replace(topic, topicId);
        const name = `${index}.recharge.json`;
        await writeFile(join(drafts, name), withId(text, `no-such-task-${index}`));
        return vscode.Uri.joinPath(folder, name);
      }),
    );
    await rename(drafts, folder.fsPath);
    try {
      // Files that were open before are asked for at the start: nothing else is on its way then.
      await states.refresh(openFiles());
      const before = lists().length;
      await states.refresh();
      // The sandbox shares this process, so that requests may reach it later than they were sent, and too close.
      const asked = lists()
        .slice(before)
        .filter(({ error }) => error !== "RequestLimitExceeded");
      const keys = asked.map(({ region, body }) => `${region} ${(body as { TopicId: string }).TopicId}`);
      assert.equal(new Set(keys).size, keys.length, "one request for each log topic");
      for (const { region, topicId } of places) assert.ok(keys.includes(`${region} ${topicId}`));
      assert.ok(keys.length >= places.length);
      assert.deepEqual([...new Set(uris.map((uri) => states.of(uri).kind))], ["absent"]);

      const answered = () => lists().filter(({ error }) => error === undefined).length;
      const after = answered();
      await states.load();
      assert.equal(answered(), after, "what is known is not asked for again");
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it("stand by region and log topic, with the tasks that no file knows", async () => {
    const inTokyo = (name: string) => taskText(name).replace("ap-guangzhou", "ap-tokyo");
    const tokyo = new Colleague(sandbox.url, "ap-tokyo");
    const id = await tokyo.creates(inTokyo("with-file"));
    await tokyo.modifies(id, { StatusControl: 1 });
    const failing = await tokyo.creates(inTokyo("failing"));
    sandbox.setStatus(failing, 3);
    const other = await tokyo.creates(inTokyo("without-file"));
    const texts = {
      "with-file": withId(inTokyo("with-file"), id),
      failing: withId(inTokyo("failing"), failing),
      draft: inTokyo("draft"),
      "twin-a": inTokyo("twin"),
      "twin-b": inTokyo("twin"),
      nowhere: withId(inTokyo("nowhere").replace(topic, ""), "some-id"),
    };
    const folder = fileOf("tree");
    for (const [name, text] of Object.entries(texts)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, `${name}.recharge.json`), Buffer.from(text));
    }
    try {
      await states.refresh();
      const tree = taskTree(states, { nameOf: () => undefined });
      const region = tree.find((node) => node.region === "ap-tokyo");
      const items = leaves(region ? [region] : []).map((node) => treeItem(node));
      const iconOf = ({ iconPath }: vscode.TreeItem) =>
        iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined;
      assert.deepEqual(
        items.map((item) => [item.label, item.description, iconOf(item), item.contextValue]),
        [
          ["draft", "Not created", "circle-large-outline", "file.not-created"],
          ["failing", "In sync · in error", "error", "file.in-sync.error"],
          ["twin", "Not created · tree/twin-a.recharge.json", "circle-large-outline", "file.not-created"],
          ["twin", "Not created · tree/twin-b.recharge.json", "circle-large-outline", "file.not-created"],
          ["with-file", "In sync · paused", "debug-pause", "file.in-sync.paused"],
          ["without-file", "No file · running", "cloud", "cloud.running"],
        ],
      );
      assert.equal(region?.children.length, 1);
      const cloud = leaves(region ? [region] : []).find(({ name }) => name === "without-file");
      assert.ok(cloud?.kind === "cloud");
      const { region: where, topicId, id: found } = cloud;
      assert.deepEqual([where, topicId, found], ["ap-tokyo", topic, other]);
      const last = tree.at(-1);
      assert.equal(last?.region, undefined);
      const lost = leaves(last ? [last] : []).find(({ name }) => name === "nowhere");
      assert.match(String(lost && treeItem(lost).tooltip), /names no log topic/);
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it("follows files that come and go, once it looks at the workspace", async () => {
    await states.load();
    const uri = fileOf("comes.recharge.json");
    await vscode.workspace.fs.writeFile(uri, Buffer.from(taskText("comes")));
    await state(uri, ({ kind }) => kind === "not-created");
    await vscode.workspace.fs.delete(uri);
    await state(uri, ({ kind }) => kind === "unknown");
    assert.ok(!states.files().some((file) => file.toString() === uri.toString()));
  });

  const reasons = [
    { region: "ap-hongkong", what: "nobody is signed in", given: undefined, why: "signed-out" },
    { region: "ap-jakarta", what: "the account cannot be used", given: new UserError("Expired."), why: "account" },
  ] as const;
  for (const { region, what, given, why } of reasons) {
    it(`says why it does not know when ${what}, and asks nobody`, async () => {
      account = given;
      accountChanged.fire();
      const document = await openTask(`${region}.recharge.json`, alone(region));
      const found = await state(document.uri, (now) => now.kind === "unknown" && now.why === why);
      assert.match("message" in found ? found.message : "", /Nobody is signed in|Expired/);
      await states.refresh();
      assert.ok(!isAskedFor(region));
    });
  }

  it("does nothing in a workspace that is not trusted", async () => {
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, "isTrusted") ?? assert.fail();
    Object.defineProperty(vscode.workspace, "isTrusted", { ...trusted, get: () => false });
    try {
      const document = await openTask("untrusted.recharge.json", alone("sa-saopaulo"));
      const found = await state(document.uri, (now) => now.kind === "unknown" && now.why === "untrusted");
      assert.match("message" in found ? found.message : "", /trusted workspace/);
      await states.refresh();
      assert.ok(!isAskedFor("sa-saopaulo"));
    } finally {
      Object.defineProperty(vscode.workspace, "isTrusted", trusted);
    }
  });

  it("says why it does not know when the cloud cannot be reached, and knows once it can", async () => {
    const away = await startSandbox();
    await away.close();
    const here = account as Account;
    const id = await colleague.creates(taskText("offline"));
    account = { ...here, endpoint: Endpoint.parse(away.url) };
    const document = await openTask("offline.recharge.json", withId(taskText("offline"), id));
    const found = await state(document.uri, (now) => now.kind === "unknown" && now.why === "cloud");
    assert.match("message" in found ? found.message : "", /refused the connection/);
    account = here;
    accountChanged.fire();
    await state(document.uri, ({ kind }) => kind === "in-sync");
  });
});
