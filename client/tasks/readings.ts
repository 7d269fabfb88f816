/** What task files say of their tasks: of open ones as they are in the editor, of others as they are on disk. */
import * as vscode from "vscode";
import { isTaskFile, TASK_FILES } from "../../document/task-file.ts";
import type { Commands } from "../commands.ts";
import { resolver } from "../secrets/placeholders.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { readSettings } from "../settings.ts";
import { type Reading, readTask } from "./state.ts";

export class Readings implements vscode.Disposable {
  private readonly secrets: SecretMap<string>;
  private readonly commands: Commands;
  private readonly readings = new Map<string, Reading>();
  private readonly due = new Map<string, vscode.Uri>();
  private work: Promise<void> | undefined;
  /** Of files that are closed; only once all of the workspace's files are of interest. */
  private watcher: vscode.FileSystemWatcher | undefined;
  private readonly changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  private readonly subscriptions: vscode.Disposable[];
  /** Fires with the files that were read or are gone. */
  readonly onDidRead = this.changed.event;
  /** The account's, for files that name none. */
  region: string | undefined;

  constructor(secrets: SecretMap<string>, commands: Commands) {
    this.secrets = secrets;
    this.commands = commands;
    const soon = (uri: vscode.Uri) => this.soon([uri]);
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument(({ uri }) => soon(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document.uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => (this.watcher ? soon(uri) : this.drop(uri))),
      secrets.onDidChange(() => this.soon(this.files())),
    ];
    this.soon(openFiles());
  }

  get(uri: vscode.Uri): Reading | undefined {
    return this.readings.get(uri.toString());
  }

  /** The files that have been read: the open ones, and all of the workspace after `findAll`. */
  files(): vscode.Uri[] {
    return [...this.readings.values()].map(({ uri }) => uri);
  }

  /** All task files of the workspace, and those that are open beside. From then on all of them are followed. */
  async findAll(): Promise<vscode.Uri[]> {
    this.watcher ??= this.watch();
    const found = await vscode.workspace.findFiles(TASK_FILES);
    const all = [...found.filter(isFollowed), ...openFiles(), ...this.files()];
    return [...new Map(all.map((uri) => [uri.toString(), uri])).values()];
  }

  /** Reads files again. Those that come in while it works are read with them. */
  read(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) if (isFollowed(uri)) this.due.set(uri.toString(), uri);
    this.work ??= this.readDue().finally(() => {
      this.work = undefined;
    });
    return this.work;
  }

  private soon(uris: readonly vscode.Uri[]): void {
    if (uris.some(isFollowed)) void this.commands.guard("task files", () => this.read(uris));
  }

  private async readDue(): Promise<void> {
    while (this.due.size > 0) {
      const uris = [...this.due.values()];
      this.due.clear();
      const resolve = await resolver(this.secrets);
      const onDisk = new Map(await Promise.all(uris.map(async (uri) => [uri, await diskText(uri)] as const)));
      for (const uri of uris) {
        // Open ones at the last moment: they may have been edited meanwhile.
        const text = openText(uri) ?? onDisk.get(uri);
        const key = uri.toString();
        const region = readSettings(uri).region || this.region;
        if (text === undefined) this.readings.delete(key);
        else this.readings.set(key, readTask(uri, text, resolve, region, this.readings.get(key)));
      }
      this.changed.fire(uris);
    }
  }

  private watch(): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher(TASK_FILES);
    const soon = (uri: vscode.Uri) => this.soon([uri]);
    this.subscriptions.push(watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon), watcher.onDidDelete(soon));
    return watcher;
  }

  private drop(uri: vscode.Uri): void {
    if (this.readings.delete(uri.toString())) this.changed.fire([uri]);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }
}

/** On disk, and so named: what VS Code shows of other places (a commit, a comparison) is nobody's to act on. */
export function isFollowed(uri: vscode.Uri): boolean {
  return uri.scheme === "file" && isTaskFile(uri.path);
}

export function openFiles(): vscode.Uri[] {
  return vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isFollowed);
}

function openText(uri: vscode.Uri): string | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key)?.getText();
}

/** Undefined for a file that is gone, or that is open: then the editor's text counts. */
async function diskText(uri: vscode.Uri): Promise<string | undefined> {
  if (openText(uri) !== undefined) return undefined;
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}
