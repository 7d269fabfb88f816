/** The values behind `${env:NAME}` and `${secret:NAME}`, looked up when a request is built and kept nowhere. */
import * as vscode from "vscode";
import { buildRequest, RequestError, type TaskRequest } from "../../document/body.ts";
import { parseDocument } from "../../document/parse.ts";
import type { Placeholder } from "../../document/placeholders.ts";
import { rangeOf } from "../editing/field-range.ts";
import { command, UserError } from "../errors.ts";
import type { SecretMap } from "./secret-store.ts";

/** What placeholders stand for at present; undefined for one that has no value. */
export async function resolver(secrets: SecretMap<string>): Promise<(placeholder: Placeholder) => string | undefined> {
  const kept = await secrets.all();
  return ({ kind, name }) => (kind === "env" ? process.env[name] : kept.get(name));
}

/**
 * The request of a document, all placeholders resolved.
 * @throws UserError for one that has no value, after showing where it stands.
 */
export async function resolvedRequest(document: vscode.TextDocument, secrets: SecretMap<string>): Promise<TaskRequest> {
  const known = await resolver(secrets);
  const missing: Placeholder[] = [];
  const resolve = (placeholder: Placeholder) => {
    const value = known(placeholder);
    if (value === undefined) missing.push(placeholder);
    return value;
  };
  try {
    return buildRequest(parseDocument(document.getText()), resolve);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    await reveal(document, error);
    const name = vscode.workspace.asRelativePath(document.uri);
    throw new UserError(
      vscode.l10n.t("{0} was not sent: {1}", name, error.message),
      ...missing
        .filter(({ kind }) => kind === "secret")
        .slice(0, 1)
        .map(setSecret),
    );
  }
}

async function reveal(document: vscode.TextDocument, { problems: [problem] }: RequestError): Promise<void> {
  if (problem) await vscode.window.showTextDocument(document, { selection: rangeOf(document, problem) });
}

function setSecret({ name }: Placeholder) {
  return command(vscode.l10n.t("Set Secret"), "recharge.setSecret", name);
}
