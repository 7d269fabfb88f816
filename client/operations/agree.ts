/** The questions before something is sent: what, where to, and as whom; the request itself on demand. */
import * as vscode from "vscode";
import { UserCancelledError } from "../errors.ts";
import type { FileServices, Place } from "./file-operations.ts";
import { describeRequest, type RequestText } from "./request-text.ts";

export interface Proposal extends Place {
  /** "Create the task “orders”?" */
  question: string;
  /** What to know before agreeing, a paragraph each. */
  paragraphs: string[];
  /** The button that agrees. */
  button: string;
  warning?: boolean;
  preview?: {
    name: string;
    request: RequestText;
    /** Starts from the beginning. */
    again: () => Promise<void>;
  };
}

/** Resolves when a person has agreed. @throws UserCancelledError */
export async function agree(services: FileServices, proposal: Proposal): Promise<void> {
  const { question, paragraphs, button, warning, preview } = proposal;
  const detail = paragraphs.filter(Boolean).join("\n\n");
  const more = preview ? [vscode.l10n.t("Preview Request")] : [];
  const show = warning ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await show(question, { modal: true, detail }, button, ...more);
  if (choice === button) return;
  if (choice !== undefined) await showPreview(services, proposal);
  throw new UserCancelledError();
}

/** A modal would hide the preview, so agreeing goes on from a notification, and from the start. */
export async function showPreview({ preview: shown, commands }: FileServices, proposal: Proposal): Promise<void> {
  const { document, preview, button } = proposal;
  if (!preview) return;
  await shown.show(document.uri, describeRequest(proposal, preview.request));
  const message = vscode.l10n.t("This is the request for “{0}”. Nothing has been sent.", preview.name);
  const onward = `${button}…`;
  void vscode.window.showInformationMessage(message, onward).then(async (choice) => {
    if (choice === onward) await commands.guard(button, preview.again);
  });
}

/** Has a name typed before something ends for good. @throws UserCancelledError */
export async function agreeByTyping(title: string, prompt: string, name: string): Promise<void> {
  const isName = (value: string) => value.trim() === name.trim();
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === "" || isName(value) ? undefined : vscode.l10n.t("The name of the task is “{0}”.", name),
  });
  if (typed === undefined || !isName(typed)) throw new UserCancelledError();
}
