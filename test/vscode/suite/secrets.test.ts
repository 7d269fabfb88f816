import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { Person } from "./person.ts";
import { openTask, setUserSetting, textOnDisk } from "./workspace.ts";

const password = "canary-password-0001";
const placeholder = "${secret:KAFKA_PASSWORD}";

const taskText = (name: string) => `{
  "Region": "ap-guangzhou",
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "${name}",
  "KafkaType": 1,
  "ServerAddr": "kafka.example.com:9093",
  "IsEncryptionAddr": true,
  "Protocol": {
    "Protocol": "sasl_ssl",
    "Mechanism": "PLAIN",
    "UserName": "\${env:RECHARGE_TEST_USER}",
    "Password": "${placeholder}"
  },
  "UserKafkaTopics": "orders",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

describe("secrets in a file", () => {
  let sandbox: Sandbox;
  let person: Person;
  before(async () => {
    sandbox = await startSandbox();
    await setUserSetting("endpoint", sandbox.url);
    process.env.RECHARGE_TEST_USER = "cls-import";
  });
  after(async () => {
    delete process.env.RECHARGE_TEST_USER;
    await setUserSetting("endpoint", undefined);
    await sandbox.close();
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(() => person.leave());

  it("are missing before anything is sent", async () => {
    const document = await openTask("secret.recharge.json", taskText("secret"));
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const refused = await person.sees(/KAFKA_PASSWORD/);
    assert.deepEqual(refused.choices, ["Set Secret"]);
    const selected = vscode.window.activeTextEditor?.selection;
    assert.equal(selected && document.getText(selected), JSON.stringify(placeholder));
    assert.equal(sandbox.requests.length, 0);
  });

  it("are filled in when they are sent, and only there", async () => {
    person.answers(/Name, as in/, "KAFKA_PASSWORD").answers(/Value of KAFKA_PASSWORD/, password);
    await vscode.commands.executeCommand("recharge.setSecret");
    const prompt = await person.sees(/Name, as in/);
    assert.notEqual(await prompt.problemWith("no blanks"), undefined);
    assert.equal(await prompt.problemWith("team/KAFKA_PASSWORD"), undefined);

    const document = await openTask("secret.recharge.json", taskText("secret"));
    person.answers(/Create the task/, "Submit");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await person.sees(/Task created/);
    const [task] = sandbox.tasks();
    assert.deepEqual(task?.Protocol, {
      Protocol: "sasl_ssl",
      Mechanism: "PLAIN",
      UserName: "cls-import",
      Password: password,
    });
    assert.ok((await textOnDisk(document)).includes(placeholder));
    assert.ok(!person.prompts.some(({ text }) => text.includes(password)));
  });

  it("do not show in the preview, resolved or literal", async () => {
    const literal = taskText("literal").replace(placeholder, "a-literal-password");
    const document = await openTask("literal.recharge.json", literal);
    await vscode.commands.executeCommand("recharge.previewRequest", document.uri);
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith("literal.request.jsonc"));
    assert.ok(shown);
    assert.match(shown.getText(), /"Password": "•••"/);
    assert.match(shown.getText(), /RECHARGE_TEST_USER/);
  });
});
