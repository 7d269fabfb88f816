/** `Recharge: Change Rule Severity`: how a rule is reported in this workspace; also a fix of all that is reported. */
import * as vscode from "vscode";
import { isObject } from "../../document/effective.ts";
import type { Commands } from "../commands.ts";
import { NothingToDo, required } from "../errors.ts";
import { targetOf } from "../operations/preflight.ts";

type Settings = { readonly [rule: string]: unknown };

export function activateRuleSeverity(commands: Commands): void {
  commands.register("recharge.setRuleSeverity", async (rule, location) => {
    const file = targetOf(location);
    await change(isRule(rule) ? rule : await pickRule(file), file);
  });
}

const isRule = (value: unknown): value is string => typeof value === "string" && /^R\d{2}$/.test(value);

async function change(rule: string, file: vscode.Uri): Promise<void> {
  const severity = await pickSeverity(rule, file);
  const { target, own } = await placeFor(rule, file);
  const { [rule]: _, ...others } = own;
  const rules = severity === undefined ? others : { ...others, [rule]: severity };
  const value = Object.keys(rules).length > 0 ? rules : undefined;
  await vscode.workspace.getConfiguration("recharge", file).update("rules", value, target);
}

/** One of those reported in the file, or set already: one that is off is not reported. */
async function pickRule(file: vscode.Uri): Promise<string> {
  const reported = new Map<string, string>();
  for (const { code, message } of vscode.languages.getDiagnostics(file)) {
    const id = typeof code === "object" ? code.value : code;
    if (isRule(id) && !reported.has(id)) reported.set(id, message);
  }
  const set = read(vscode.workspace.getConfiguration("recharge", file).get("rules"));
  for (const [rule, severity] of Object.entries(set)) {
    if (isRule(rule) && !reported.has(rule))
      reported.set(rule, vscode.l10n.t("In the settings: {0}", String(severity)));
  }
  if (reported.size === 0) throw new NothingToDo(vscode.l10n.t("Nothing is reported in this file."));
  const items = [...reported].map(([label, detail]) => ({ label, detail }));
  return required(await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Rule") })).label;
}

/** @returns undefined for the rule's own. */
async function pickSeverity(rule: string, file: vscode.Uri): Promise<string | undefined> {
  const current = read(vscode.workspace.getConfiguration("recharge", file).get("rules"))[rule];
  const items = [
    { label: vscode.l10n.t("Off"), description: vscode.l10n.t("Not reported."), value: "off" },
    { label: vscode.l10n.t("Hint"), description: vscode.l10n.t("A few dots under the place."), value: "hint" },
    { label: vscode.l10n.t("Information"), description: vscode.l10n.t("A blue line under the place."), value: "info" },
    { label: vscode.l10n.t("Warning"), description: vscode.l10n.t("The file can be submitted."), value: "warning" },
    { label: vscode.l10n.t("Error"), description: vscode.l10n.t("The file cannot be submitted."), value: "error" },
    { label: vscode.l10n.t("Default"), description: vscode.l10n.t("The rule's own severity."), value: undefined },
  ].map((item) => ({ ...item, iconPath: new vscode.ThemeIcon(item.value === current ? "check" : "blank") }));
  const title = vscode.l10n.t("Severity of {0}", rule);
  return required(await vscode.window.showQuickPick(items, { title })).value;
}

interface Place {
  target: vscode.ConfigurationTarget;
  /** What it says of rules already. */
  own: Settings;
}

/** The workspace; the user's settings where there is none. With several folders there is a choice. */
async function placeFor(rule: string, file: vscode.Uri): Promise<Place> {
  const found = vscode.workspace.getConfiguration("recharge", file).inspect("rules");
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const folders = vscode.workspace.workspaceFolders?.length ?? 0;
  const ofUser: Place = { target: vscode.ConfigurationTarget.Global, own: read(found?.globalValue) };
  const ofWorkspace: Place = { target: vscode.ConfigurationTarget.Workspace, own: read(found?.workspaceValue) };
  if (folders === 0) return ofUser;
  if (folders === 1 || !folder) return ofWorkspace;
  const ofFolder: Place = {
    target: vscode.ConfigurationTarget.WorkspaceFolder,
    own: read(found?.workspaceFolderValue),
  };
  // What the folder says wins: to say something else of the whole workspace would change nothing here.
  if (Object.hasOwn(ofFolder.own, rule)) return ofFolder;
  const items = [
    { label: vscode.l10n.t("Workspace"), description: vscode.workspace.name ?? "", place: ofWorkspace },
    { label: vscode.l10n.t("Folder"), description: folder.name, place: ofFolder },
  ];
  const title = vscode.l10n.t("Severity of {0}", rule);
  return required(await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t("Where?") })).place;
}

function read(value: unknown): Settings {
  return isObject(value) ? value : {};
}
