import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { taskText } from "./tasks.ts";
import { diagnosticsOf, replaceText } from "./workspace.ts";

/** Files that are on no disk, as those of a repository opened without a clone. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = () => [];
  createDirectory = () => undefined;
  rename = () => undefined;
  delete = ({ path }: vscode.Uri) => void this.#files.delete(path);
  writeFile = ({ path }: vscode.Uri, bytes: Uint8Array) => void this.#files.set(path, bytes);
  readFile = (uri: vscode.Uri): Uint8Array => {
    const bytes = this.#files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  };
  stat = (uri: vscode.Uri): vscode.FileStat => {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  };
}

describe("in a virtual workspace", () => {
  const stage = useStage();
  const files = vscode.workspace.registerFileSystemProvider("vscode-vfs", new MemoryFiles());
  after(() => files.dispose());

  it("a file is checked, but not submitted", async () => {
    const uri = vscode.Uri.parse("vscode-vfs://github/example/virtual.recharge.json");
    await vscode.workspace.fs.writeFile(uri, Buffer.from(taskText("virtual")));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, "recharge");
    for (const command of ["submit", "previewRequest", "restoreId"]) {
      stage.person.prompts.length = 0;
      await vscode.commands.executeCommand(`recharge.${command}`, uri);
      await stage.person.sees(command === "restoreId" ? /No task is known/ : /file on disk.*virtual workspace/);
    }
    assert.ok(!stage.sandbox.requests.some(({ action }) => action === "CreateKafkaRecharge"));

    await replaceText(document, "json_log", "json");
    await diagnosticsOf(document, ({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
