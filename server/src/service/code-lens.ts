/** What can be done with a file, above its first line: submit it, or see what it became. */
import * as l10n from "@vscode/l10n";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeLens, Command } from "vscode-languageserver-types";
import { textOf } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";

/** @param commands those the client has: nothing else is offered */
export function codeLenses(text: TextDocument, { document }: Analysis, commands: ReadonlySet<string>): CodeLens[] {
  const { root } = document;
  if (root?.type !== "object") return [];
  const start = text.positionAt(root.offset);
  const lens = (command: Command): CodeLens => ({ range: { start, end: start }, command });
  const id = textOf(root, "Id");
  if (id !== undefined) {
    // A client that can compare a file says there how its task is.
    if (commands.has("recharge.compare") && text.uri.startsWith("file:")) return [];
    // No command: a text.
    return [lens({ title: l10n.t("Created as {0}", id), command: "" })];
  }
  const offered = [
    { title: l10n.t("Submit"), command: "recharge.submit" },
    { title: l10n.t("Preview Request"), command: "recharge.previewRequest" },
  ];
  return offered
    .filter(({ command }) => commands.has(command))
    .map((command) => lens({ ...command, arguments: [text.uri] }));
}
