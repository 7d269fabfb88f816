/** `Recharge: Update`: gives the task what its file says, after showing what that changes. */
import * as vscode from "vscode";
import { immutableFields } from "../../cloud/operation/inspect.ts";
import type { Fields, ModifyOperation } from "../../cloud/operation/operation.ts";
import type { Outcome } from "../../cloud/operation/outcome.ts";
import { modifyFields } from "../../cloud/operation/request.ts";
import { runOperation } from "../../cloud/operation/runner.ts";
import { differencesOf } from "../../cloud/task/drift.ts";
import { writtenRequest } from "../../document/body.ts";
import { agree } from "../operations/agree.ts";
import type { Agreed, FileOperations } from "../operations/file-operations.ts";
import { describeDifferences } from "./describe-differences.ts";
import { changeOf, type ExistingTask, findExistingTask } from "./existing-task.ts";
import { agreeToReplace, replacing } from "./replace.ts";

interface UpdatePlan extends ExistingTask {
  operation: ModifyOperation;
  /** The fields of the request, placeholders as in the file. */
  written: Fields;
  /** What would change, a line each; empty when nothing can be seen to. */
  changes: string;
}

export function updateTask(files: FileOperations, location: vscode.Uri): Promise<void> {
  return files.perform<unknown>(location, async () => {
    const plan = await planUpdate(files, location);
    const fixed = immutableFields(plan.operation);
    if (fixed.length > 0) {
      await agreeToReplace(files, plan, fixed);
      return replacing(files, plan, plan.operation);
    }
    await agreeToUpdate(files, plan);
    return updating(files, plan);
  });
}

async function planUpdate(files: FileOperations, location: vscode.Uri): Promise<UpdatePlan> {
  const { document, request } = await files.request(location);
  const found = await findExistingTask(files, document.uri);
  const written = writtenRequest(found.text).value;
  const changes = describeDifferences(differencesOf({ written, value: request.value }, found.task));
  return { ...found, operation: { kind: "modify", ...changeOf(found), request }, written, changes };
}

function agreeToUpdate(files: FileOperations, plan: UpdatePlan): Promise<void> {
  const { name, topicId, changes, written, task, document } = plan;
  const nothing = vscode.l10n.t(
    "As far as the cloud shows it, the task is as the file says. A password is never shown: if it has changed, update all the same.",
  );
  return agree(files.services, {
    ...plan,
    question: changes
      ? vscode.l10n.t("Update the task “{0}”?", name)
      : vscode.l10n.t("Nothing differs. Update the task “{0}”?", name),
    paragraphs: [changes || nothing, files.describe(plan, topicId)],
    button: changes ? vscode.l10n.t("Update") : vscode.l10n.t("Update Anyway"),
    preview: {
      name,
      request: { action: "ModifyKafkaRecharge", fields: modifyFields(written, task) },
      again: () => updateTask(files, document.uri),
    },
  });
}

function updating(files: FileOperations, plan: UpdatePlan): Agreed<Outcome> {
  return {
    ...plan,
    title: (file) => vscode.l10n.t("Updating the task of {0}", file),
    run: (file, host, deps) => runOperation(plan.operation, file, host, deps),
    tell: (outcome) => files.tell(plan.document, outcome, { kind: "modify" }),
  };
}
