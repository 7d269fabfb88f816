import { strict as assert } from "node:assert";
import { join } from "node:path";
import * as vscode from "vscode";

describe("activation", () => {
  it("takes a task file for its own language and starts with it", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, "the tests open a folder");
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(folder.uri, "quick-start.recharge.json"),
    );
    assert.equal(document.languageId, "recharge");

    const extension = vscode.extensions.getExtension("cls-recharge.cls-recharge");
    assert.ok(extension, "the extension is loaded");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("has every command that its manifest names", async () => {
    const extension = vscode.extensions.getExtension("cls-recharge.cls-recharge");
    const named: { command: string }[] = extension?.packageJSON.contributes.commands ?? [];
    const commands = new Set(await vscode.commands.getCommands(true));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.map(({ command }) => command).filter((command) => !commands.has(command)),
      [],
    );
  });

  it("leaves other JSON files alone", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, "the tests open a folder");
    const file = vscode.Uri.file(join(folder.uri.fsPath, "other.json"));
    await vscode.workspace.fs.writeFile(file, Buffer.from("{}"));
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, "json");
  });
});
