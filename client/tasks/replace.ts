/** What cannot be changed can be had by another task: delete, then create, when a person agrees to what that costs. */
import * as vscode from "vscode";
import type { ModifyOperation } from "../../cloud/operation/operation.ts";
import { type Replacement, replacementCosts, replacementText, replaceTask } from "../../cloud/operation/replace.ts";
import { agree, agreeByTyping } from "../operations/agree.ts";
import type { Agreed, FileOperations } from "../operations/file-operations.ts";
import type { ExistingTask } from "./existing-task.ts";

interface ReplacePlan extends ExistingTask {
  /** What would be different, a line each. */
  changes: string;
}

/** @param fixed the fields that cannot be changed. */
export async function agreeToReplace(files: FileOperations, plan: ReplacePlan, fixed: string[]): Promise<void> {
  const { name, topicId, changes } = plan;
  await agree(files.services, {
    ...plan,
    question: vscode.l10n.t("Delete the task “{0}” and create another?", name),
    paragraphs: [
      `${vscode.l10n.t("Once a task exists, these fields cannot be changed: {0}.", fixed.join(", "))}\n${changes}`,
      replacementCosts().join("\n"),
      files.describe(plan, topicId),
    ],
    button: vscode.l10n.t("Delete and Create…"),
    warning: true,
  });
  const title = vscode.l10n.t("Delete the task “{0}” and create another?", name);
  await agreeByTyping(title, vscode.l10n.t("Type the task's name to delete it."), name);
}

export function replacing(files: FileOperations, plan: ReplacePlan, operation: ModifyOperation): Agreed<Replacement> {
  return {
    ...plan,
    title: (file) => vscode.l10n.t("Replacing the task of {0}", file),
    run: (file, host, deps) => replaceTask(operation, file, host, deps),
    tell: (replacement) => {
      const { deleted, created } = replacement;
      const kind = created ? "create" : "delete";
      files.tell(plan.document, created ?? deleted, { kind, text: replacementText(replacement) });
    },
  };
}
