/** The cloud's state of a file's task as a read-only document: the file's text with the cloud's values in it. */
import * as vscode from "vscode";
import { cloudView } from "../../cloud/task/task-text.ts";
import type { TaskStates } from "./task-states.ts";

/** Its own, so that nobody checks or follows these documents as task files. */
const scheme = "recharge-cloud";

export class CloudDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly states: TaskStates;
  /** By the URI of the document. What was last known stays while a file cannot be read. */
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(states: TaskStates) {
    this.states = states;
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
      states.onDidChange((files) => {
        for (const file of files) this.follow(file);
      }),
    ];
  }

  /** The document for a file whose state is known. Its language follows from its name. */
  of(file: vscode.Uri): vscode.Uri {
    return file.with({ scheme });
  }

  /** The file of one of these documents; any other URI as it is. */
  fileOf(uri: vscode.Uri): vscode.Uri {
    return uri.scheme === scheme ? uri.with({ scheme: "file" }) : uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.view(this.fileOf(uri)) ?? this.texts.get(uri.toString()) ?? "";
    this.texts.set(uri.toString(), text);
    return text;
  }

  /** The file's comments and order are the document's, too. */
  private follow(file: vscode.Uri): void {
    const uri = this.of(file);
    const shown = this.texts.get(uri.toString());
    if (shown !== undefined && (this.view(file) ?? shown) !== shown) this.changed.fire(uri);
  }

  private view(file: vscode.Uri): string | undefined {
    const state = this.states.of(file);
    const task = this.states.task(file);
    return task && "differences" in state ? cloudView(task.document, state.differences) : undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }
}
