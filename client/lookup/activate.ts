/** Names from the cloud while a file is written. */
import * as vscode from "vscode";
import { type LanguageServer, languageId } from "../editing/language-server.ts";
import { withLookUps } from "./completions.ts";
import type { LookUps } from "./look-ups.ts";
import { Names } from "./names.ts";

export function activateLookUps(server: LanguageServer, lookUps: LookUps): vscode.Disposable {
  const names = new Names(lookUps);
  // What is shown of other places, such as a commit, is nobody's to complete.
  const selector = ["file", "untitled"].map((scheme) => ({ language: languageId, scheme }));
  server.moreCompletions = async (served, document, position, token) =>
    vscode.languages.match(selector, document) > 0
      ? await withLookUps(served, lookUps, document, position, token)
      : await served;
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(selector, names),
    vscode.languages.registerInlayHintsProvider(selector, names),
  );
}
