import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { taskText } from "./tasks.ts";
import { diagnosticsOf, noDiagnosticsOf, openTask, replaceText, selected } from "./workspace.ts";

const check = (document: vscode.TextDocument) =>
  vscode.commands.executeCommand("recharge.checkConnection", document.uri);
const preview = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.preview", document.uri);
const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === "object" ? String(code.value) : String(code));
const isOfCheck = (diagnostic: vscode.Diagnostic) => codeOf(diagnostic).startsWith("check:");

const selfBuilt = (name: string, address: string, user: string) =>
  taskText(name).replace(
    /"KafkaType": 0,\s+"KafkaInstance": "[^"]*",/,
    `"KafkaType": 1,
  "ServerAddr": "${address}",
  "IsEncryptionAddr": true,
  "Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "${user}", "Password": "\${env:RECHARGE_TEST_PASSWORD}" },`,
  );

describe("checking a connection", () => {
  const stage = useStage();
  const password = "canary-check-password-0001";
  before(() => {
    process.env.RECHARGE_TEST_PASSWORD = password;
  });
  after(() => {
    delete process.env.RECHARGE_TEST_PASSWORD;
  });
  const checks = () => stage.sandbox.requests.filter(({ action }) => action === "CheckRechargeKafkaServer");

  it("says so when it works, and offers the preview", async () => {
    const document = await openTask("check.recharge.json", taskText("check"));
    await check(document);
    const { kind, choices } = await stage.person.sees(/check\.recharge\.json: CLS can connect/);
    assert.equal(kind, "notification");
    assert.deepEqual(choices, ["Preview Data"]);
    assert.equal(checks().length, 1);
    assert.equal(vscode.languages.getDiagnostics(document.uri).filter(isOfCheck).length, 0);
  });

  for (const [status, text, place, about] of [
    [-1, selfBuilt("status-1", "unreachable.example.com:9092", "cls"), '"unreachable.example.com:9092"', /brokers/],
    [-2, selfBuilt("status-2", "kafka.example.com:9092", "wrong"), '"wrong"', /user, password or mechanism/],
    [-3, taskText("status-3").replace("2vrgxbxa", "norole00"), '"ckafka-norole00"', /authorised/],
    [-8, taskText("status-8").replace("2vrgxbxa", "zzzzzzzz"), '"ckafka-zzzzzzzz"', /does not exist/],
    [-11, selfBuilt("status-11", "kafka.example.com:port", "cls"), '"kafka.example.com:port"', /port/],
  ] as const) {
    it(`puts status ${status} on the field it concerns, until that changes`, async () => {
      const document = await openTask(`status${status}.recharge.json`, text);
      stage.person.answers(about, "Show Field");
      await check(document);
      const [diagnostic] = await diagnosticsOf(document, isOfCheck);
      assert.ok(diagnostic);
      assert.equal(codeOf(diagnostic), `check:${status}`);
      assert.equal(document.getText(diagnostic.range), place);
      assert.match(diagnostic.message, about);
      await selected(document, diagnostic.range);
      if (status === -2) {
        const others = diagnostic.relatedInformation?.map(({ location }) => document.getText(location.range));
        assert.deepEqual(others, ['"${env:RECHARGE_TEST_PASSWORD}"', '"PLAIN"']);
      }
      await replaceText(document, place, '"other"');
      await noDiagnosticsOf(document, isOfCheck);
      const told = stage.person.prompts.map(({ text }) => text).join("\n");
      assert.ok(!told.includes(password) && !diagnostic.message.includes(password));
    });
  }

  for (const [status, text, place, about] of [
    [-4, taskText("status-4"), '"app-logs"', /topic does not exist/],
    [-5, taskText("status-5"), '"app-logs"', /no data/],
    [-6, taskText("status-6"), '"ckafka-2vrgxbxa"', /may not use CKafka/],
    [
      -7,
      taskText("status-7").replace('"Offset"', '"ConsumerGroupName": "taken", "Offset"'),
      '"taken"',
      /group already/,
    ],
    [-9, selfBuilt("status-9", "kafka.example.com:9092", "cls"), '"kafka.example.com:9092"', /brokers is empty/],
    [-10, selfBuilt("status-10", "kafka.example.com", "cls"), '"kafka.example.com"', /malformed/],
  ] as const) {
    it(`puts status ${status}, too, where it belongs`, async () => {
      const document = await openTask(`status${status}.recharge.json`, text);
      const body = { Response: { Status: status, RequestId: "a-request-id" } };
      stage.sandbox.script([{ action: "CheckRechargeKafkaServer", outcome: { body } }]);
      await check(document);
      const [diagnostic] = await diagnosticsOf(document, isOfCheck);
      assert.ok(diagnostic);
      assert.equal(document.getText(diagnostic.range), place);
      assert.match(diagnostic.message, about);
    });
  }

  it("tells what the API refuses, on the field that it names", async () => {
    const document = await openTask("refused.recharge.json", taskText("refused"));
    const error = { code: "InvalidParameterValue", message: "`KafkaInstance` is wrong." };
    stage.sandbox.script([{ action: "CheckRechargeKafkaServer", error }]);
    await check(document);
    const { choices } = await stage.person.sees(/could not be checked.*InvalidParameterValue/);
    assert.deepEqual(choices, ["Show Field", "Copy RequestId"]);
    const [diagnostic] = await diagnosticsOf(document, (one) => codeOf(one) === "InvalidParameterValue");
    assert.equal(diagnostic && document.getText(diagnostic.range), '"ckafka-2vrgxbxa"');
  });

  it("needs the values of placeholders before anything is sent", async () => {
    const sent = checks().length;
    const text = selfBuilt("missing", "kafka.example.com:9092", "${env:RECHARGE_TEST_NOBODY}");
    await check(await openTask("missing.recharge.json", text));
    await stage.person.sees(/missing\.recharge\.json was not sent: .*RECHARGE_TEST_NOBODY/);
    assert.equal(checks().length, sent);
  });

  it("can be given up", async () => {
    const document = await openTask("given-up.recharge.json", taskText("given-up"));
    stage.sandbox.script([{ action: "CheckRechargeKafkaServer", outcome: "hang" }]);
    const { withProgress } = vscode.window;
    const button = new vscode.CancellationTokenSource();
    let isCancellable: boolean | undefined;
    Object.assign(vscode.window, {
      withProgress: (options: vscode.ProgressOptions, task: Parameters<typeof withProgress>[1]) => {
        isCancellable = options.cancellable;
        const result = task({ report: () => undefined }, button.token);
        button.cancel();
        return result;
      },
    });
    try {
      await check(document);
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
    assert.equal(isCancellable, true);
    assert.deepEqual(stage.person.prompts, []);
  });
});

describe("a preview of the data", () => {
  const stage = useStage();
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  /** The kind of each preview that was asked for: 1 the message, 2 its logs, too. */
  const sent = () =>
    stage.sandbox.requests
      .filter(({ action }) => action === "PreviewKafkaRecharge")
      .map(({ body }) => (body as { PreviewType: number }).PreviewType);
  /** The window tells of its tabs a moment later. */
  const tab = (label: string) =>
    new Promise<void>((resolve) => {
      const listener = vscode.window.tabGroups.onDidChangeTabs(() => check());
      const check = () => {
        if (!tabs().includes(label)) return;
        listener.dispose();
        resolve();
      };
      check();
    });
  const closeAll = () => vscode.commands.executeCommand("workbench.action.closeAllEditors");
  before(closeAll);
  afterEach(closeAll);

  it("stands beside the file, once, whatever is previewed again", async () => {
    const document = await openTask("preview.recharge.json", taskText("preview"));
    await preview(document);
    await tab("Preview of preview.recharge.json");
    assert.deepEqual(tabs(), ["preview.recharge.json", "Preview of preview.recharge.json"]);
    assert.equal(vscode.window.tabGroups.all.length, 2);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await preview(document);
    assert.equal(tabs().length, 2);
    assert.deepEqual(sent(), [2, 2]);
  });

  it("shows the message also when the rule is refused, and says where", async () => {
    const text = taskText("rule").replace("json_log", "fullregex_log");
    const document = await openTask("rule.recharge.json", text);
    await preview(document);
    assert.deepEqual(sent().slice(-2), [2, 1]);
    await tab("Preview of rule.recharge.json");
    await diagnosticsOf(document, (one) => codeOf(one) === "MissingParameter");
  });

  it("tells when there is nothing to show", async () => {
    const document = await openTask("nothing.recharge.json", taskText("nothing").replace("app-logs", "no-such-topic"));
    await preview(document);
    await stage.person.sees(/No message could be read for nothing\.recharge\.json.*FailedOperation/);
    assert.deepEqual(tabs(), ["nothing.recharge.json"]);
  });
});
