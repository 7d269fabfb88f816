/** `Recharge: New Task`: an unsaved task file from a template. */
import * as vscode from "vscode";
import type { CompletionItem } from "vscode-languageclient/node";
import type { Commands } from "./commands.ts";
import { UserCancelledError } from "./errors.ts";
import { type LanguageServer, languageId } from "./language-server.ts";

export function activateNewTask(commands: Commands, server: LanguageServer): void {
  commands.register("recharge.newTask", () => newTask(server));
}

async function newTask(server: LanguageServer): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: "" });
  const template = await pickTemplate(await server.templates(document));
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(template, new vscode.Position(0, 0));
}

async function pickTemplate(templates: CompletionItem[]): Promise<vscode.SnippetString> {
  const items = templates.map((template) => ({
    label: template.label,
    detail: template.detail ?? "",
    text: template.textEdit?.newText ?? template.insertText ?? template.label,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("New Task"),
    placeHolder: vscode.l10n.t("Where do the messages come from, and what do they look like?"),
  });
  if (!picked) throw new UserCancelledError();
  return new vscode.SnippetString(picked.text);
}
