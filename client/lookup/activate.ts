/** Names from the cloud while a file is written. */
import * as vscode from "vscode";
import { type LanguageServer, languageId } from "../editing/language-server.ts";
import { withLookUps } from "./completions.ts";
import { type LookUpServices, LookUps } from "./look-ups.ts";
import { Names } from "./names.ts";

/** @param changes whatever may change the account. */
export function activateLookUps(
  services: LookUpServices & { server: LanguageServer },
  changes: readonly vscode.Event<unknown>[],
): vscode.Disposable {
  const lookUps = new LookUps(services, changes);
  const names = new Names(lookUps);
  // What is shown of other places, such as a commit, is nobody's to complete.
  const selector = ["file", "untitled"].map((scheme) => ({ language: languageId, scheme }));
  services.server.moreCompletions = async (served, document, position, token) =>
    vscode.languages.match(selector, document) > 0
      ? await withLookUps(served, lookUps, document, position, token)
      : await served;
  return vscode.Disposable.from(
    lookUps,
    vscode.languages.registerHoverProvider(selector, names),
    vscode.languages.registerInlayHintsProvider(selector, names),
  );
}
