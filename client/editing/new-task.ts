/** `Recharge: New Task`: an unsaved task file from a template. */
import * as vscode from "vscode";
import type { CompletionItem } from "vscode-languageclient/node";
import type { Commands } from "../commands.ts";
import { required } from "../errors.ts";
import { type LanguageServer, languageId } from "./language-server.ts";

export function activateNewTask(commands: Commands, server: LanguageServer): void {
  commands.register("recharge.newTask", () => newTask(server));
}

async function newTask(server: LanguageServer): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: "" });
  const templates = await server.templates(document);
  const template = templates.length > 0 ? await pick(templates) : undefined;
  const editor = await vscode.window.showTextDocument(document);
  if (template) await editor.insertSnippet(template, new vscode.Position(0, 0));
}

async function pick(templates: CompletionItem[]): Promise<vscode.SnippetString> {
  const items = templates.map((template) => ({
    label: template.label,
    detail: template.detail ?? "",
    text: template.textEdit?.newText ?? template.insertText ?? template.label,
  }));
  const options = {
    title: vscode.l10n.t("New Task"),
    placeHolder: vscode.l10n.t("Where do the messages come from, and what do they look like?"),
    matchOnDetail: true,
  };
  return new vscode.SnippetString(required(await vscode.window.showQuickPick(items, options)).text);
}
