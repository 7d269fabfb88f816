/** A task file as the editor has it: its text with unsaved edits, and its Id written through the editor's own undo stack. */
import { constants } from "node:fs";
import { access, readFile, realpath } from "node:fs/promises";
import { join, parse } from "node:path";
import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import { codeOf } from "../../cloud/error-code.mts";
import { type Obstacle, type TaskFile, WriteBackError } from "../../cloud/operation/operation.ts";
import { idOf, idRemoval, idWriting } from "../../cloud/task/id-edit.ts";
import { rangeOf } from "../editing/field-range.ts";
import { isMarkedReadonly } from "./readonly.ts";

export class EditorTaskFile implements TaskFile, vscode.Disposable {
  readonly uri: string;
  private location: vscode.Uri;
  private readonly renames: vscode.Disposable;

  private constructor(uri: string, location: vscode.Uri) {
    this.uri = uri;
    this.location = location;
    this.renames = vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) this.location = moved(this.location, oldUri, newUri);
    });
  }

  /** @param location a `file:` URI, as the editor has it. */
  static async open(location: vscode.Uri): Promise<EditorTaskFile> {
    return new EditorTaskFile(await canonicalUri(location), location);
  }

  /** The editor's text; that on disk where another program wrote an Id, which the editor has yet to notice. */
  async read(): Promise<string> {
    const document = await this.document();
    const text = document.getText();
    if (document.isDirty || idOf(text) !== undefined) return text;
    const onDisk = await this.onDisk().catch(() => text);
    return idOf(onDisk) === undefined ? text : onDisk;
  }

  async obstacle(): Promise<Obstacle | undefined> {
    if (!vscode.workspace.isTrusted) return "untrusted";
    if (this.location.scheme !== "file") return "virtual";
    const document = await this.document();
    if (document.isDirty) return "unsaved";
    if (isMarkedReadonly(document)) return "read-only";
    try {
      await access(this.location.fsPath, constants.W_OK);
      return undefined;
    } catch (error) {
      return codeOf(error) === "ENOENT" ? "missing" : "read-only";
    }
  }

  async writeId(id: string, replace?: string): Promise<void> {
    const document = await this.document();
    // The editor keeps the text of a file that was deleted: saving it would bring the file back unasked.
    await this.onDisk();
    await this.change(document, idWriting(document.getText(), id, replace));
    if (idOf(await this.onDisk()) !== id) throw notOnDisk();
  }

  async removeId(id: string): Promise<void> {
    const document = await this.document();
    await this.onDisk();
    await this.change(document, idRemoval(document.getText(), id));
    if (idOf(await this.onDisk()) === id) throw notOnDisk();
  }

  /** One undo step, then saved. What is marked as read-only would take the edit, and never be saved. */
  private async change(document: vscode.TextDocument, edits: ReturnType<typeof idRemoval>): Promise<void> {
    if (edits.length > 0) {
      if (isMarkedReadonly(document)) {
        throw new WriteBackError("read-only", vscode.l10n.t("The settings mark the file as read-only."));
      }
      const edit = new vscode.WorkspaceEdit();
      for (const part of edits) edit.replace(document.uri, rangeOf(document, part), part.newText);
      if (!(await vscode.workspace.applyEdit(edit))) {
        throw new WriteBackError("read-only", vscode.l10n.t("The editor did not accept the change."));
      }
    }
    if (document.isDirty && !(await document.save())) {
      throw new WriteBackError("failed", vscode.l10n.t("The file could not be saved."));
    }
  }

  /** The document, opened in the background when its tab is closed. */
  private async document(): Promise<vscode.TextDocument> {
    try {
      return await vscode.workspace.openTextDocument(this.location);
    } catch (error) {
      throw missing(error);
    }
  }

  private async onDisk(): Promise<string> {
    try {
      return await readFile(this.location.fsPath, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") throw missing(error);
      throw new WriteBackError("failed", vscode.l10n.t("The file could not be read back."), { cause: error });
    }
  }

  dispose(): void {
    this.renames.dispose();
  }
}

/** The `file:` URI by which the journal knows a file, symbolic links resolved. */
export async function canonicalUri(location: vscode.Uri): Promise<string> {
  if (location.scheme !== "file") return location.toString();
  try {
    return pathToFileURL(await realpath(location.fsPath)).href;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    // A file that is gone keeps the name it had.
    const { dir, base } = parse(location.fsPath);
    return pathToFileURL(join(await realpath(dir).catch(() => dir), base)).href;
  }
}

/** Where a file is after something was renamed: the file itself or a folder above it. */
function moved(location: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri {
  if (location.toString() === from.toString()) return to;
  const folder = `${from.path}/`;
  return location.path.startsWith(folder) ? vscode.Uri.joinPath(to, location.path.slice(folder.length)) : location;
}

function missing(cause: unknown): WriteBackError {
  return new WriteBackError("missing", vscode.l10n.t("The file no longer exists."), { cause });
}

function notOnDisk(): WriteBackError {
  return new WriteBackError("failed", vscode.l10n.t("The file was saved, but what is on disk is something else."));
}
