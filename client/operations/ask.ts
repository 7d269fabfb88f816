/** Puts the runner's questions to a person. */
import * as vscode from "vscode";
import type { Answer, Question } from "../../cloud/operation/operation.ts";
import { type Choice, questionText } from "../../cloud/operation/question-text.ts";

/** @param title what the question is about, such as the file's name. */
export async function ask(title: string, question: Question): Promise<Answer> {
  const { message, choices } = questionText(question);
  const choice = "tasks" in question ? await pick(title, message, choices) : await confirm(message, choices);
  return choice?.answer ?? { kind: "cancel" };
}

/** A list, because there may be many tasks and what tells them apart is long. */
async function pick(title: string, message: string, choices: Choice[]): Promise<Choice | undefined> {
  const items = choices.map((choice) => ({ label: choice.label, detail: choice.detail, choice }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: message, ignoreFocusOut: true });
  return picked?.choice;
}

async function confirm(message: string, choices: Choice[]): Promise<Choice | undefined> {
  const detail = choices.map((choice) => vscode.l10n.t("{0}: {1}", choice.label, choice.detail)).join("\n");
  const labels = choices.map((choice) => choice.label);
  const label = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...labels);
  return choices.find((choice) => choice.label === label);
}
