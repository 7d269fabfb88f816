import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { diagnosticsOf, fix, noDiagnosticsOf, openTask, textOnDisk } from "./workspace.ts";

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

  it("are asked for by the name that the file has for them", async () => {
    await openTask("named.recharge.json", taskText("named"));
    stage.person.answers(/Name, as in .*\nKAFKA_PASSWORD$/, undefined);
    await vscode.commands.executeCommand("recharge.setSecret");
  });

  describe("moved out by a quick fix", () => {
    const literal = 'canary "pässword" \\0002';
    const secret = "moved-kafka-password";
    const text = (name: string) => taskText(name).replace(`"${placeholder}"`, JSON.stringify(literal));
    const isLiteral = ({ code }: vscode.Diagnostic) => typeof code === "object" && code.value === "R53";

    async function move(document: vscode.TextDocument, name: string): Promise<void> {
      const [diagnostic] = await diagnosticsOf(document, isLiteral);
      assert.ok(diagnostic);
      await fix(document, diagnostic.range, `Keep the password as a secret of the editor: \${secret:${name}}`);
    }

    async function forget(name: string): Promise<void> {
      stage.person.answers(/Name, as in/, name).answers(/leave empty to remove it/, "");
      await vscode.commands.executeCommand("recharge.setSecret");
    }

    it("are kept first, in one undo step, and sent as before", async () => {
      const document = await openTask("moved.recharge.json", text("moved"));
      await move(document, secret);
      const told = await stage.person.sees(/secret storage now, as moved-kafka-password/);
      assert.ok(!told.text.includes("canary"));
      assert.equal(document.getText(), text("moved").replace(JSON.stringify(literal), `"\${secret:${secret}}"`));
      await noDiagnosticsOf(document, isLiteral);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), text("moved"));
      await vscode.commands.executeCommand("redo");
      await document.save();

      stage.person.answers(/Create the task/, "Submit");
      await vscode.commands.executeCommand("recharge.submit", document.uri);
      const [task] = stage.sandbox.tasks().filter(({ Name }) => Name === "moved");
      assert.equal(task?.Protocol?.Password, literal);
      assert.ok(!(await textOnDisk(document)).includes("canary"));
    });

    it("never take the name of another secret", async () => {
      const document = await openTask("moved.recharge.json", text("moved").replace("0002", "0003"));
      stage.person.answers(/has another value/, `${secret}-2`);
      await move(document, secret);
      const prompt = await stage.person.sees(/has another value/);
      assert.match(String(await prompt.problemWith(secret)), /another value/);
      assert.match(document.getText(), /"\$\{secret:moved-kafka-password-2\}"/);
      await forget(secret);
      await forget(`${secret}-2`);
      await document.save();
    });

    it("become the secret alone that they are beside a placeholder", async () => {
      const half = text("half").replace(JSON.stringify(literal), '"canary-0004${env:TAIL}"');
      const document = await openTask("half.recharge.json", half);
      const [diagnostic] = await diagnosticsOf(document, isLiteral);
      assert.ok(diagnostic);
      const written = "${secret:half-kafka-password}${env:TAIL}";
      await fix(document, diagnostic.range, `Keep the password as a secret of the editor: ${written}`);
      assert.equal(document.getText(), half.replace("canary-0004${env:TAIL}", written));
      await noDiagnosticsOf(document, isLiteral);
      await forget("half-kafka-password");
      await document.save();
    });

    it("stay where they are when none is there any more", async () => {
      const document = await openTask("gone.recharge.json", taskText("gone"));
      await vscode.commands.executeCommand("recharge.setSecret", "a", String(document.uri), "/Protocol/Password");
      await stage.person.sees(/no password at this place/);
      assert.equal(document.getText(), taskText("gone"));
    });
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
      const preview = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}.request.jsonc`));
      assert.ok(preview);
      assert.ok(preview.getText().includes(`"Password": "${shown}"`));
      assert.match(preview.getText(), /RECHARGE_TEST_USER/);
      assert.doesNotMatch(preview.getText(), /a-literal|cls-import|canary/);
    });
  }
});
