/** Canary secrets through faults of every kind: nothing that the extension shows or writes holds one, in any form. */
import { strict as assert } from "node:assert";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { canaries, echo, everythingIn, faults, findSecrets, key } from "../../support/canaries.ts";
import { recordLog } from "./log.ts";
import { Person } from "./person.ts";
import { useStage } from "./setup.ts";
import { idIn, topic } from "./tasks.ts";
import { fileOf, openTask } from "./workspace.ts";

const log = recordLog();
const copied: string[] = [];

const taskText = (name: string, password = "${secret:canary-password}") => `{
  "Region": "ap-guangzhou",
  "TopicId": "${topic}",
  "Name": "${name}",
  "KafkaType": 1,
  "ServerAddr": "broker.example.com:9092",
  "IsEncryptionAddr": true,
  "Protocol": {
    "Protocol": "sasl_ssl",
    "Mechanism": "PLAIN",
    "UserName": "\${env:RECHARGE_CANARY_USER}",
    "Password": ${JSON.stringify(password)}
  },
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

describe("no secret shows when a create", () => {
  const stage = useStage({ credentials: key });
  const variables = {
    TENCENTCLOUD_SECRET_ID: key.secretId,
    TENCENTCLOUD_SECRET_KEY: key.secretKey,
    TENCENTCLOUD_TOKEN: key.token,
    RECHARGE_CANARY_USER: canaries.user,
  };
  const clipboard = Object.getOwnPropertyDescriptor(vscode.env, "clipboard");

  before(async () => {
    Object.assign(process.env, variables);
    const value = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(vscode.env, "clipboard", { configurable: true, value });
    await setSecret(canaries.password);
  });
  after(async () => {
    await setSecret("");
    if (clipboard) Object.defineProperty(vscode.env, "clipboard", clipboard);
    for (const name of Object.keys(variables)) delete process.env[name];
  });

  async function setSecret(value: string): Promise<void> {
    const person = new Person();
    person.answers(/Name, as in/, "canary-password").answers(/Value of canary-password/, value);
    await vscode.commands.executeCommand("recharge.setSecret");
    person.leave();
  }

  /** @param secrets all but those that a file itself holds */
  function assertNoSecret(secrets = Object.values(canaries)): void {
    const diagnostics = vscode.languages.getDiagnostics().flatMap(([, all]) => all.map(({ message }) => message));
    const places = {
      log: log.join("\n"),
      notifications: stage.person.prompts.map(({ text, items }) => text + JSON.stringify(items)).join("\n"),
      diagnostics: diagnostics.join("\n"),
      clipboard: copied.join("\n"),
      journal: everythingIn(stage.state),
      documents: vscode.workspace.textDocuments.map((document) => document.getText()).join("\n"),
      files: everythingIn(fileOf("").fsPath) + everythingIn(homedir()),
    };
    for (const [place, text] of Object.entries(places)) assert.deepEqual(findSecrets(text, secrets), [], place);
  }

  async function submit(name: string, text = taskText(name)): Promise<vscode.TextDocument> {
    const document = await openTask(`${name}.recharge.json`, text);
    await vscode.commands.executeCommand("recharge.previewRequest", document.uri);
    stage.person.answers(/Create the task/, "Submit");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    return document;
  }

  for (const [title, fault] of faults.filter(([, { outcome }]) => outcome !== "hang")) {
    it(`${title}, nor when it is settled`, async () => {
      const { person, sandbox } = stage;
      const name = `canary-${title.replaceAll(" ", "-")}`;
      const isThrottled = fault.error?.code === "RequestLimitExceeded";
      sandbox.script([{ action: "CreateKafkaRecharge", ...fault, times: isThrottled ? 3 : 1 }]);
      const isRefused = fault.error !== undefined && !fault.commit;
      const isUnknown = fault.phase === "headers" || fault.commit === "later";
      if (isUnknown) person.answers(/shows up in log topic/, undefined);
      if (isRefused) person.answers(/refused the request/, "Copy RequestId");
      const document = await submit(name);
      assert.deepEqual(sandbox.unusedFaults(), []);
      // The rest of what the server said is shown.
      if (isRefused) assert.match((await person.sees(/refused the request/)).text, /•••/);
      assertNoSecret();

      if (isUnknown) {
        sandbox.commitPending();
        person.answers(/^Unfinished Operations/, name).answers(new RegExp(`^${name}`), "Check Again");
        if (fault.phase === "headers") person.answers(/shows up in log topic/, "No Task Was Created");
        await vscode.commands.executeCommand("recharge.recover");
      }
      const isThere = !isRefused && fault.phase !== "headers";
      assert.equal(idIn(document.getText()) !== undefined, isThere);
      // The secrets did arrive where they belong.
      const task = sandbox.tasks().find(({ Name }) => Name === name);
      if (isThere) assert.equal(task?.Protocol?.Password, canaries.password);
      assert.ok(log.some((line) => line.includes(name)));
      assertNoSecret();
    });
  }

  it("has its password in the file and is refused with an echo", async () => {
    const { secretKey, token, user, literal } = canaries;
    const message = `${echo} ${JSON.stringify(literal)}`;
    stage.sandbox.script([{ action: "CreateKafkaRecharge", error: { code: "InvalidParameterValue", message } }]);
    const document = await submit("canary-literal", taskText("canary-literal", literal));
    await stage.person.sees(/refused the request/);
    assertNoSecret([secretKey, token, user]);
    const shown = [...log, ...stage.person.prompts.map(({ text }) => text), everythingIn(stage.state)];
    const preview = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith("canary-literal.request.jsonc"));
    const diagnostics = vscode.languages.getDiagnostics(document.uri).map((one) => one.message);
    const everything = [...shown, ...diagnostics, preview?.getText()].join("\n");
    assert.deepEqual(findSecrets(everything, [literal]), []);
  });

  it("is copied from: only what may be", () => {
    assert.ok(copied.length > 0);
    for (const text of copied) assert.match(text, /^[0-9a-f-]{36}$/);
  });
});
