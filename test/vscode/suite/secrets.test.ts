import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { openTask, textOnDisk } from "./workspace.ts";

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
  const stage = useStage();
  before(() => {
    process.env.RECHARGE_TEST_USER = "cls-import";
  });
  after(() => {
    delete process.env.RECHARGE_TEST_USER;
  });

  it("are missing before anything is sent", async () => {
    const document = await openTask("secret.recharge.json", taskText("secret"));
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const refused = await stage.person.sees(/KAFKA_PASSWORD/);
    assert.deepEqual(refused.choices, ["Set Secret"]);
    const selected = vscode.window.activeTextEditor?.selection;
    assert.equal(selected && document.getText(selected), JSON.stringify(placeholder));
    assert.ok(!stage.sandbox.requests.some(({ action }) => action === "CreateKafkaRecharge"));
  });

  it("are filled in when they are sent, and only there", async () => {
    stage.person.answers(/Name, as in/, "KAFKA_PASSWORD").answers(/Value of KAFKA_PASSWORD/, password);
    await vscode.commands.executeCommand("recharge.setSecret");
    const prompt = await stage.person.sees(/Name, as in/);
    assert.notEqual(await prompt.problemWith("no blanks"), undefined);
    assert.equal(await prompt.problemWith("team/KAFKA_PASSWORD"), undefined);

    const document = await openTask("secret.recharge.json", taskText("secret"));
    stage.person.answers(/Create the task/, "Submit");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await stage.person.sees(/Task created/);
    const [task] = stage.sandbox.tasks();
    assert.deepEqual(task?.Protocol, {
      Protocol: "sasl_ssl",
      Mechanism: "PLAIN",
      UserName: "cls-import",
      Password: password,
    });
    assert.ok((await textOnDisk(document)).includes(placeholder));
    assert.ok(!stage.person.prompts.some(({ text }) => text.includes(password)));
  });

  for (const [form, written, shown] of [
    ["as a placeholder", placeholder, placeholder],
    ["literal", "a-literal-password", "•••"],
    ["partly literal", `a-literal-${placeholder}`, "•••"],
  ] as const) {
    it(`do not show in the preview, ${form}`, async () => {
      const name = form.replaceAll(" ", "-");
      const document = await openTask(`${name}.recharge.json`, taskText(name).replace(placeholder, written));
      await vscode.commands.executeCommand("recharge.previewRequest", document.uri);
      const preview = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`${name}.request.jsonc`));
      assert.ok(preview);
      assert.ok(preview.getText().includes(`"Password": "${shown}"`));
      assert.match(preview.getText(), /RECHARGE_TEST_USER/);
      assert.doesNotMatch(preview.getText(), /a-literal|cls-import|canary/);
    });
  }
});
