import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { Person } from "./person.ts";
import { taskText } from "./tasks.ts";
import { diagnosticsOf, fileOf, fix, noDiagnosticsOf, openTask, setWorkspaceSettings } from "./workspace.ts";

describe("the severity of a rule", () => {
  const isWrongValue = ({ code }: vscode.Diagnostic) => typeof code === "object" && code.value === "R04";
  const title = "Change the severity of R04 in this workspace…";
  let person: Person;
  beforeEach(async () => {
    person = new Person();
    await setWorkspaceSettings({ "recharge.region": "ap-tokyo", "recharge.rules": { R23: "off" } });
  });
  afterEach(async () => {
    await setWorkspaceSettings(undefined);
    person.leave();
  });

  const settings = async () => parse(await readFile(fileOf(".vscode/settings.json").fsPath, "utf8"));

  it("is changed for the workspace by a quick fix, that of no other rule", async () => {
    const document = await openTask("severity.recharge.json", taskText("severity").replace("-1", "-7"));
    const [error] = await diagnosticsOf(document, isWrongValue);
    assert.equal(error?.severity, vscode.DiagnosticSeverity.Error);
    person.answers(/^Severity of R04/, "Hint");
    await fix(document, error.range, title);
    await diagnosticsOf(document, (one) => isWrongValue(one) && one.severity === vscode.DiagnosticSeverity.Hint);
    assert.deepEqual(await settings(), {
      "recharge.region": "ap-tokyo",
      "recharge.rules": { R23: "off", R04: "hint" },
    });

    person.answers(/^Severity of R04/, "Off");
    await fix(document, error.range, title);
    await noDiagnosticsOf(document, isWrongValue);
  });

  it("is changed from the palette for a rule that is reported, and back", async () => {
    const document = await openTask("severity.recharge.json", taskText("severity").replace("-1", "-7"));
    await diagnosticsOf(document, isWrongValue);
    person.answers(/^Rule/, "R04").answers(/^Severity of R04/, "Warning");
    await vscode.commands.executeCommand("recharge.setRuleSeverity");
    const { items } = await person.sees(/^Rule/);
    assert.match(String(items.find(({ label }) => label === "R04")?.detail), /`Offset`/);
    assert.deepEqual((await settings())["recharge.rules"], { R23: "off", R04: "warning" });
    person.answers(/^Severity of R04/, "Default");
    await vscode.commands.executeCommand("recharge.setRuleSeverity", "R04", document.uri.toString());
    assert.deepEqual((await settings())["recharge.rules"], { R23: "off" });
    // One that is off is reported nowhere.
    person.answers(/^Rule/, "R23").answers(/^Severity of R23/, "Default");
    await vscode.commands.executeCommand("recharge.setRuleSeverity");
    assert.deepEqual(await settings(), { "recharge.region": "ap-tokyo" });
  });

  it("is not asked for where nothing is reported", async () => {
    await setWorkspaceSettings({ "recharge.region": "ap-tokyo" });
    const document = await openTask("severity.recharge.json", taskText("severity"));
    await noDiagnosticsOf(document, isWrongValue);
    await vscode.commands.executeCommand("recharge.setRuleSeverity");
    assert.equal((await person.sees(/^Nothing is reported/)).severity, "info");
  });
});
