/** Shows a redacted request as a read-only document. Nothing is written to disk. */
import * as vscode from "vscode";

const scheme = "recharge-preview";

export class RequestPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.changed.event;

  /**
   * @param file the task file the request is made from.
   * @param text what would be sent, secrets already redacted.
   */
  async show(file: vscode.Uri, text: string): Promise<void> {
    const path = file.path.replace(/(\.recharge)?\.json$/i, "");
    const uri = vscode.Uri.from({ scheme, path: `${path}.request.jsonc` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
      preserveFocus: true,
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
