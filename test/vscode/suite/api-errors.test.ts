import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { taskText, topic } from "./tasks.ts";
import { diagnosticsOf, noDiagnosticsOf, openTask, replaceText, selected } from "./workspace.ts";

const submit = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.submit", document.uri);
const action = "CreateKafkaRecharge";
const isOfApi = ({ code }: vscode.Diagnostic) =>
  typeof code === "object" && /^[A-Z]\w+(\.\w+)?$/.test(String(code.value));

describe("an error of the API", () => {
  const stage = useStage();
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  it("is told with its meaning, the next step and the server's words", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000";
    const document = await openTask("meaning.recharge.json", taskText("meaning").replace(topic, unknown));
    stage.person.answers(/refused|could not be listed/, "Show Field");
    await submit(document);
    const { text, choices } = await stage.person.sees(/ResourceNotFound\.TopicNotExist/);
    assert.match(text, /does not exist in this region and account\. Check the topic's Id.*RequestId: \S+/);
    assert.deepEqual(choices, ["Show Field", "Copy RequestId"]);
    const [diagnostic] = await diagnosticsOf(document, isOfApi);
    assert.ok(diagnostic);
    assert.equal(document.getText(diagnostic.range), `"${unknown}"`);
    assert.match(diagnostic.message, /RequestId/);
    await replaceText(document, "app-logs", "orders");
    await diagnosticsOf(document, isOfApi);
    await replaceText(document, unknown, topic);
    await noDiagnosticsOf(document, isOfApi);
  });

  it("about several fields stands at the first and points to the others, until one changes", async () => {
    const document = await openTask("several.recharge.json", taskText("several"));
    const message = "Offset does not go with KafkaType; Password neither.";
    stage.sandbox.script([{ action, error: { code: "InvalidParameterValue", message } }]);
    stage.person.answers(/refused the request/, "Show Field");
    await submit(document);
    const [diagnostic] = await diagnosticsOf(document, isOfApi);
    assert.ok(diagnostic);
    assert.equal(document.getText(diagnostic.range), "-1");
    const related = diagnostic.relatedInformation?.map(({ location, message }) => [
      document.getText(location.range),
      message,
    ]);
    assert.deepEqual(related, [["0", "It may be about KafkaType."]]);
    assert.match(String(typeof diagnostic.code === "object" && diagnostic.code.target), /614\/42832/);
    await selected(document, diagnostic.range);
    await replaceText(document, `"KafkaType": 0`, `"KafkaType": 1`);
    await noDiagnosticsOf(document, isOfApi);
  });

  for (const [code, remedies] of [
    ["AuthFailure.TokenFailure", ["Sign In", "Switch Profile"]],
    ["UnauthorizedOperation", ["Switch Profile", "Sign In"]],
    ["OperationDenied.AccountIsolate", ["Switch Profile", "Sign In"]],
    ["UnsupportedRegion", ["Show Field", "Switch Profile"]],
    ["ActionOffline", []],
  ] as const) {
    it(`${code} offers ${remedies.join(", ") || "nothing that cannot help"}`, async () => {
      const name = code.replace(".", "-");
      const document = await openTask(`${name}.recharge.json`, taskText(name));
      stage.sandbox.script([{ action, error: { code } }]);
      await submit(document);
      const { choices } = await stage.person.sees(/refused the request/);
      assert.deepEqual(choices, [...remedies, "Copy RequestId"]);
    });
  }

  it("that forbids listing leaves the choice to go without recovery", async () => {
    const document = await openTask("unlisted.recharge.json", taskText("unlisted"));
    const denied = { action: "DescribeKafkaRecharges", error: { code: "UnauthorizedOperation" } };
    stage.sandbox.script([denied]);
    stage.person
      .answers(/may not list the tasks/, "Create Without Recovery…")
      .answers(/the task cannot be found/, undefined);
    await submit(document);
    const { choices } = await stage.person.sees(/may not list the tasks/);
    assert.deepEqual(choices, ["Create Without Recovery…", "Switch Profile", "Sign In"]);
    const modal = await stage.person.sees(/should the answer get lost, the task cannot be found/);
    assert.equal(modal.kind, "modal");
    assert.equal(
      stage.sandbox.tasks().some(({ Name }) => Name === "unlisted"),
      false,
    );
  });
});

describe("a clock that is off", () => {
  const stage = useStage({ clock: () => Date.now() + 600_000 });

  it("is corrected once by the server's, and told", async () => {
    const document = await openTask("clock.recharge.json", taskText("clock"));
    stage.person.answers(/Create the task/, "Submit");
    await submit(document);
    await stage.person.sees(/Task created/);
    const { kind } = await stage.person.sees(/clock of this computer is off by -?(599|600|601) seconds/);
    assert.equal(kind, "notification");
    // Listing before it was corrected the clock: the create came in time.
    const [first, ...others] = stage.sandbox.requests;
    assert.equal(first?.error, "AuthFailure.SignatureExpire");
    const creates = others.filter((request) => request.action === action);
    assert.deepEqual(
      creates.map(({ error }) => error),
      [undefined],
    );
  });
});
