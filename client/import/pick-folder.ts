/** Where new files go: a folder that has task files already, the workspace itself, or any other. */
import * as vscode from "vscode";
import { required, UserError } from "../errors.ts";

/** @param files the task files that there are. */
export async function pickFolder(files: readonly vscode.Uri[]): Promise<vscode.Uri> {
  const folders = candidates(files);
  if (folders.length === 0) return await browse(undefined);
  const other = { label: `$(folder-opened) ${vscode.l10n.t("Another folder…")}`, folder: undefined };
  const items = folders.map(({ folder, count }) => ({
    label: `$(folder) ${nameOf(folder)}`,
    description: count > 0 ? vscode.l10n.t("task files: {0}", count) : "",
    folder,
  }));
  const title = vscode.l10n.t("Import from Cloud");
  const placeHolder = vscode.l10n.t("Which folder shall the files be in? None is overwritten.");
  const picked: { folder: vscode.Uri | undefined } = required(
    await vscode.window.showQuickPick([...items, other], { title, placeHolder, ignoreFocusOut: true }),
  );
  return picked.folder ?? (await browse(folders[0]?.folder));
}

/** Those with most task files first; each folder of the workspace is among them. */
function candidates(files: readonly vscode.Uri[]): { folder: vscode.Uri; count: number }[] {
  const roots = (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri)
    .filter(({ scheme }) => scheme === "file");
  const counts = new Map(roots.map((folder) => [folder.toString(), { folder, count: 0 }]));
  for (const file of files.filter((file) => vscode.workspace.getWorkspaceFolder(file) && file.scheme === "file")) {
    const folder = vscode.Uri.joinPath(file, "..");
    const entry = counts.get(folder.toString()) ?? { folder, count: 0 };
    counts.set(folder.toString(), { folder, count: entry.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function nameOf(folder: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(folder);
  if (!root || root.uri.toString() === folder.toString()) return root?.name ?? folder.fsPath;
  return vscode.workspace.asRelativePath(folder);
}

async function browse(defaultUri: vscode.Uri | undefined): Promise<vscode.Uri> {
  const [folder] = required(
    await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Import from Cloud"),
      openLabel: vscode.l10n.t("Import Here"),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(defaultUri && { defaultUri }),
    }),
  );
  if (folder?.scheme !== "file") throw new UserError(vscode.l10n.t("Task files need a folder on disk."));
  return folder;
}
