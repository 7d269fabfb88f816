/** `Recharge: Pause` and `Recharge: Resume`: stop an import for a while, and go on with it. */
import * as vscode from "vscode";
import { runOperation } from "../../cloud/operation/runner.ts";
import { NothingToDo } from "../errors.ts";
import { agree } from "../operations/agree.ts";
import type { FileOperations } from "../operations/file-operations.ts";
import { changeOf, findExistingTask } from "./existing-task.ts";

type Kind = "pause" | "resume";

export function changeStatus(files: FileOperations, kind: Kind, location: vscode.Uri): Promise<void> {
  return files.perform(location, async () => {
    const found = await findExistingTask(files, location);
    const { document, name, topicId, run } = found;
    const words = texts(kind, name);
    if (run === words.already) throw new NothingToDo(words.done);
    const place = files.describe(found, topicId);
    await agree(files.services, {
      ...found,
      question: words.question,
      paragraphs: [words.effect, place],
      button: words.button,
    });
    return {
      ...found,
      title: words.title,
      run: (file, host, deps) => runOperation({ kind, ...changeOf(found) }, file, host, deps),
      tell: (outcome) => files.tell(document, outcome, { kind }),
    };
  });
}

function texts(kind: Kind, name: string) {
  if (kind === "pause") {
    return {
      already: "paused",
      done: vscode.l10n.t("The task “{0}” is paused already.", name),
      question: vscode.l10n.t("Pause the task “{0}”?", name),
      effect: vscode.l10n.t(
        "Nothing is imported until it is resumed. Messages stay in Kafka for as long as Kafka keeps them.",
      ),
      button: vscode.l10n.t("Pause"),
      title: (file: string) => vscode.l10n.t("Pausing the task of {0}", file),
    };
  }
  return {
    already: "running",
    done: vscode.l10n.t("The task “{0}” is running already.", name),
    question: vscode.l10n.t("Resume the task “{0}”?", name),
    effect: vscode.l10n.t("The import goes on."),
    button: vscode.l10n.t("Resume"),
    title: (file: string) => vscode.l10n.t("Resuming the task of {0}", file),
  };
}
