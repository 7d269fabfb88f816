/** The journal of this window. */
import * as vscode from "vscode";
import { type Journal, openJournal } from "../../cloud/journal/journal.ts";
import { isTaskFile, TASK_FILES } from "../../document/task-file.ts";
import type { SandboxControl } from "../accounts/sandbox.ts";
import type { Commands } from "../commands.ts";
import { canonicalUri } from "./task-file.ts";

/** Opens the one that counts: the user's own, or while the sandbox runs the sandbox's. */
export type OpenJournal = () => Promise<Journal>;

export function journalOf(sandbox: SandboxControl): OpenJournal {
  return () => openJournal(sandbox.running?.journal);
}

/** Lets the journal follow task files that are renamed or moved in this window. */
export function followRenames(open: OpenJournal, commands: Commands): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    void commands.guard("rename", async () => {
      const moves = (await Promise.all(files.map(({ oldUri, newUri }) => taskFilesMoved(oldUri, newUri)))).flat();
      if (moves.length === 0) return;
      const journal = await open();
      for (const { from, to } of moves) await journal.fileMoved(from, to);
    });
  });
}

const most = 1000;

async function taskFilesMoved(from: vscode.Uri, to: vscode.Uri): Promise<{ from: string; to: string }[]> {
  if (isTaskFile(to.path)) return [{ from: await canonicalUri(from), to: await canonicalUri(to) }];
  const inside = await vscode.workspace.findFiles(new vscode.RelativePattern(to, TASK_FILES), null, most);
  return Promise.all(
    inside.map(async (file) => {
      const before = vscode.Uri.joinPath(from, file.path.slice(to.path.length));
      return { from: await canonicalUri(before), to: await canonicalUri(file) };
    }),
  );
}
