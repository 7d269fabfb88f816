import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Connections } from "../../../client/accounts/connections.ts";
import { withLookUps } from "../../../client/lookup/completions.ts";
import { LookUps } from "../../../client/lookup/look-ups.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { useStage } from "./setup.ts";
import { requested, taskText, topic } from "./tasks.ts";
import { openTask, setUserSetting } from "./workspace.ts";

/** A file of a region that no other test looks at, and the caret where the text has `|`. */
async function openMarked(name: string, marked: string): Promise<[vscode.TextDocument, vscode.Position]> {
  const offset = marked.indexOf("|");
  assert.ok(offset >= 0, "the text has a caret");
  const document = await openTask(`${name}.recharge.json`, marked.replace("|", ""));
  return [document, document.positionAt(offset)];
}

const inRegion = (text: string, region: string) => text.replace("ap-guangzhou", region);
const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? { label } : label);

async function completions(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  const command = "vscode.executeCompletionItemProvider";
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, position);
  return list.items;
}

/** What the document would say after taking an item. */
function taken(document: vscode.TextDocument, item: vscode.CompletionItem): string {
  const { range, insertText } = item;
  const span = range instanceof vscode.Range ? range : range?.replacing;
  assert.ok(span && typeof insertText === "string", "a plain text and its range");
  const text = document.getText();
  return text.slice(0, document.offsetAt(span.start)) + insertText + text.slice(document.offsetAt(span.end));
}

async function hints(document: vscode.TextDocument): Promise<string[]> {
  const range = new vscode.Range(0, 0, document.lineCount, 0);
  const command = "vscode.executeInlayHintProvider";
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(command, document.uri, range);
  return found.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
}

/** As it reads: VS Code's versions escape different characters of what is appended as text. */
async function hover(document: vscode.TextDocument, text: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const found = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
  return found
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n")
    .replaceAll("&nbsp;", " ")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}

describe("look-ups", () => {
  const stage = useStage();
  // Completions come with those of the language server: before it runs there are none.
  before(() => vscode.commands.executeCommand("recharge.restartServer"));
  const sent = (region: string) =>
    stage.sandbox.requests
      .filter((request) => request.region === region && !/Recharge/.test(request.action ?? ""))
      .map(({ action }) => action)
      .sort();

  it("complete a log topic by its name, with logset and region, in one list with the server's", async () => {
    const text = taskText("topics").replace(`"${topic}"`, '"|"');
    const [document, position] = await openMarked("topics", text);
    const items = await completions(document, position);
    assert.deepEqual(
      items.slice(0, 3).map((item) => [labelOf(item), item.detail]),
      [
        [{ label: "app-logs", description: "demo · ap-guangzhou" }, topic],
        [{ label: "nginx-access", description: "demo · ap-guangzhou" }, items[1]?.detail],
        [{ label: "orders", description: "shop · ap-guangzhou" }, items[2]?.detail],
      ],
    );
    const [first] = items;
    assert.ok(first);
    assert.equal(taken(document, first), taskText("topics"));
    // The server has this very Id as its example.
    assert.ok(!items.some((item) => labelOf(item).label === topic));
  });

  for (const [what, typed] of [
    ["nothing", '"TopicId": |,'],
    ["an open quote", '"TopicId": "|'],
    ["the beginning of a name", '"TopicId": "app|",'],
    ["the beginning of an Id", '"TopicId": "b53|",'],
    ["another value", '"TopicId": "|x-y",'],
  ]) {
    it(`complete where there is ${what}`, async () => {
      const name = `typed ${what}`;
      const [document, position] = await openMarked(name, taskText(name).replace(/"TopicId": .*/, typed ?? ""));
      const item = (await completions(document, position)).find((item) => labelOf(item).label === "app-logs");
      assert.ok(item);
      assert.match(taken(document, item), new RegExp(`"TopicId": "${topic}"`));
      const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
      const before = range && document.getText(new vscode.Range(range.start, position));
      assert.equal(item.filterText?.startsWith('"'), before?.startsWith('"'));
    });
  }

  it("offer the others on an Id that is complete", async () => {
    const [document, position] = await openMarked("complete", taskText("complete").replace(topic, `${topic}|`));
    const items = (await completions(document, position)).filter(({ detail }) => /^[0-9a-f-]{36}$/.test(detail ?? ""));
    assert.deepEqual(
      items.map((item) => [labelOf(item).label, item.filterText]),
      ["app-logs", "nginx-access", "orders"].map((name) => [name, `"${topic}"`]),
    );
  });

  it("complete CKafka instances, and their groups", async () => {
    const text = taskText("instances").replace('"ckafka-2vrgxbxa"', '"|"');
    const [document, position] = await openMarked("instances", text);
    const found = await completions(document, position);
    assert.deepEqual(
      found.slice(0, 2).map((item) => [labelOf(item).label, item.detail]),
      [
        ["demo", "ckafka-2vrgxbxa"],
        ["shop", "ckafka-8kq3mn5w"],
      ],
    );
    const group = taskText("groups").replace('"Offset"', '"ConsumerGroupName": "|", "Offset"');
    const groups = await completions(...(await openMarked("groups", group)));
    assert.deepEqual(groups.slice(0, 2).map(labelOf), [
      { label: "cls-app-logs", description: "a group of ckafka-2vrgxbxa" },
      { label: "billing", description: "a group of ckafka-2vrgxbxa" },
    ]);
  });

  it("complete one Kafka topic after the other", async () => {
    const text = taskText("kafka").replace('"app-logs"', '"app-logs, o|,app-audit"');
    const [document, position] = await openMarked("kafka", text);
    const items = await completions(document, position);
    const names = items.map((item) => labelOf(item).label);
    assert.deepEqual(names.slice(0, 2), ["nginx-access", "orders"], "those that are not there yet");
    const orders = items[1];
    assert.ok(orders);
    assert.match(taken(document, orders), /"UserKafkaTopics": "app-logs, orders,app-audit"/);
    assert.equal(orders.filterText?.startsWith("orders"), true);
  });

  it("complete the groups that other tasks use where Kafka is no CKafka", async () => {
    const text = taskText("self-built").replace(
      /"KafkaType": 0,\s+"KafkaInstance": "[^"]*",/,
      '"KafkaType": 1, "ServerAddr": "kafka.example.com:9092", "IsEncryptionAddr": false, "ConsumerGroupName": "|",',
    );
    const other = taskText("other").replace('"Offset"', '"ConsumerGroupName": "taken", "Offset"');
    const document = await openTask("other.recharge.json", other);
    stage.person.answers(/Create the task/, "Submit");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await stage.person.sees(/Task created/);
    const [first] = await completions(...(await openMarked("self-built", text)));
    assert.deepEqual(first && labelOf(first), { label: "taken", description: "used by other" });
  });

  it("show names beside Ids and in hovers", async () => {
    const document = await openTask("names.recharge.json", taskText("names"));
    const shown = await hints(document);
    assert.ok(shown.includes("app-logs") && shown.includes("demo"), shown.join(", "));
    assert.match(await hover(document, topic), /app-logs · demo · ap-guangzhou/);
    assert.match(await hover(document, "ckafka-2vrgxbxa"), /demo · ap-guangzhou/);
    const elsewhere = await openTask("wrong.recharge.json", taskText("wrong").replace(topic, topic.replace("b", "a")));
    assert.match(await hover(elsewhere, topic.slice(1)), /nothing with this Id/);
  });

  it("name the log topic in a question, where that is known", async () => {
    const known = await openTask("known.recharge.json", taskText("known"));
    await hints(known);
    const other = topic.replace("b", "a");
    const unknown = await openTask("unknown.recharge.json", taskText("unknown").replace(topic, other));
    for (const document of [known, unknown]) {
      stage.person.answers(/Create the task/, undefined);
      await vscode.commands.executeCommand("recharge.submit", document.uri);
    }
    assert.match((await stage.person.sees(/“known”/)).text, new RegExp(`Log topic: app-logs \\(${topic}\\)`));
    assert.match((await stage.person.sees(/“unknown”/)).text, new RegExp(`Log topic: ${other}$`, "m"));
  });

  it("ask once for everything, however much is shown and typed", async () => {
    const region = "ap-nanjing";
    const text = inRegion(taskText("count"), region);
    const document = await openTask("count.recharge.json", text);
    await hints(document);
    for (const at of [topic, "ckafka-2vrgxbxa", "app-logs"]) {
      const position = document.positionAt(text.indexOf(at) + 2);
      for (const _ of [1, 2, 3]) await completions(document, position);
      await hover(document, at);
    }
    await hints(await openTask("count-too.recharge.json", text));
    assert.deepEqual(sent(region), ["DescribeInstances", "DescribeLogsets", "DescribeTopic", "DescribeTopics"]);
  });

  it("are silent when the cloud cannot be reached or refuses, and do not insist", async () => {
    const region = "ap-seoul";
    stage.sandbox.script([{ action: "DescribeTopics", error: { code: "UnauthorizedOperation" } }]);
    const text = inRegion(taskText("refused"), region).replace(`"${topic}"`, '"|"');
    const [document, position] = await openMarked("refused-look-up", text);
    const labels = async () => (await completions(document, position)).map((item) => labelOf(item).label);
    assert.deepEqual(await labels(), [topic], "the server's example");
    assert.deepEqual(await labels(), [topic]);
    assert.equal(sent(region).filter((action) => action === "DescribeTopics").length, 1);
    assert.deepEqual(stage.person.prompts, []);
  });

  it("are silent when nobody is signed in, or nobody answers", async () => {
    const asked = sent("ap-guangzhou").length;
    for (const endpoint of [undefined, "http://127.0.0.1:1"]) {
      await setUserSetting("endpoint", endpoint);
      const name = `nobody ${endpoint ? "answers" : "signed in"}`;
      const [document, position] = await openMarked(name, taskText(name).replace(`"${topic}"`, '"|"'));
      const labels = (await completions(document, position)).map((item) => labelOf(item).label);
      assert.deepEqual(labels, [topic]);
      assert.deepEqual((await hints(document)).includes("app-logs"), false);
    }
    assert.equal(sent("ap-guangzhou").length, asked);
    assert.deepEqual(stage.person.prompts, []);
    await setUserSetting("endpoint", stage.sandbox.url);
  });

  it("are given up together with the completion that wanted them", async () => {
    const extension = vscode.extensions.getExtension("cls-recharge.cls-recharge");
    const connections = new Connections({ extension } as unknown as vscode.ExtensionContext);
    const endpoint = Endpoint.parse(stage.sandbox.url);
    const account = { name: "test", credential: sandboxCredential(), endpoint, region: undefined, journal: undefined };
    const lookUps = new LookUps({ accounts: { quiet: async () => account }, connections }, []);
    const [document, position] = await openMarked("given-up", taskText("given-up").replace(`"${topic}"`, '"|"'));
    stage.sandbox.script([{ action: "DescribeTopics", outcome: "hang" }]);
    const source = new vscode.CancellationTokenSource();
    const left = requested(stage.sandbox, "DescribeTopics");
    const served: vscode.CompletionItem[] = [];
    const found = withLookUps(served, lookUps, document, position, source.token);
    await left;
    source.cancel();
    // What comes too late would be a list that is incomplete.
    assert.equal(await found, served);
    lookUps.dispose();
  });

  it("come back with the account", async () => {
    const [document, position] = await openMarked("back", taskText("back").replace(`"${topic}"`, '"|"'));
    const [first] = await completions(document, position);
    assert.equal(first && labelOf(first).label, "app-logs");
  });
});
