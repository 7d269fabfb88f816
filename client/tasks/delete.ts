/** `Recharge: Delete`: ends a task for good, and takes its Id out of the file. */
import * as vscode from "vscode";
import { runOperation } from "../../cloud/operation/runner.ts";
import { agree, agreeByTyping } from "../operations/agree.ts";
import type { FileOperations } from "../operations/file-operations.ts";
import { changeOf, type FoundTask, findTask } from "./existing-task.ts";
import { goneText } from "./words.ts";

export function deleteTask(files: FileOperations, location: vscode.Uri): Promise<void> {
  return files.perform(location, async () => {
    const found = await findTask(files, location);
    await (found.task ? agreeToDelete(files, found) : agreeToTidyUp(files, found));
    return {
      ...found,
      title: (file) => vscode.l10n.t("Deleting the task of {0}", file),
      run: (file, host, deps) => runOperation({ kind: "delete", ...changeOf(found) }, file, host, deps),
      tell: (outcome) => files.tell(found.document, outcome, { kind: "delete" }),
    };
  });
}

async function agreeToDelete(files: FileOperations, found: FoundTask): Promise<void> {
  const question = vscode.l10n.t("Delete the task “{0}”?", found.name);
  const effect = vscode.l10n.t(
    "The import ends for good. Logs that were imported stay, and so does the file, without its Id.",
  );
  const place = files.describe(found, found.topicId);
  const button = vscode.l10n.t("Delete…");
  await agree(files.services, { ...found, question, paragraphs: [effect, place], button, warning: true });
  await agreeByTyping(question, vscode.l10n.t("Type the task's name to delete it."), found.name);
}

/** Somebody else deleted it: only the file is left to change. */
function agreeToTidyUp(files: FileOperations, found: FoundTask): Promise<void> {
  const question = vscode.l10n.t("Remove the Id of a task that is gone?");
  const effect = goneText(found.topicId, found.id);
  const button = vscode.l10n.t("Remove Id");
  return agree(files.services, { ...found, question, paragraphs: [effect], button, warning: true });
}
