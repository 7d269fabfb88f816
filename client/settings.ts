/** All settings the extension itself reads. What steers secrets is the user's alone. */
import * as vscode from "vscode";

export interface Settings {
  /** Name of the credential profile, or empty for the first source that has credentials. */
  profile: string;
  /** Address of the API, or empty for the host of the profile's site. */
  endpoint: string;
  /** Region of files that do not name one, or empty. */
  region: string;
  /** How long to wait for the answer to a request, in seconds. */
  responseTimeout: number;
  /** How long a task may take to show up before it counts as not created, in seconds. */
  settleTime: number;
}

/** @param scope the task file the settings are for. */
export function readSettings(scope?: vscode.Uri): Settings {
  return {
    profile: ofUser("profile", ""),
    endpoint: ofUser("endpoint", ""),
    region: vscode.workspace.getConfiguration("recharge", scope).get("region", ""),
    responseTimeout: ofUser("responseTimeout", 60),
    settleTime: ofUser("settleTime", 60),
  };
}

/** Settings only the user may set that the open workspace sets all the same: they are ignored. */
export function ignoredWorkspaceSettings(scope?: vscode.Uri): string[] {
  return userSettings
    .filter((key) => {
      const found = vscode.workspace.getConfiguration("recharge", scope).inspect(key);
      return found?.workspaceValue !== undefined || found?.workspaceFolderValue !== undefined;
    })
    .map((key) => `recharge.${key}`);
}

const userSettings = ["profile", "endpoint", "responseTimeout", "settleTime"] as const;

/**
 * The user's own value. The declared scope alone does not keep a workspace out: editors before 1.136.2 let
 * `{"recharge": {"endpoint": …}}` through, so only the user's value is ever looked at.
 */
function ofUser<T>(key: (typeof userSettings)[number], fallback: T): T {
  const found = vscode.workspace.getConfiguration("recharge").inspect<T>(key);
  const value = found?.globalValue ?? found?.defaultValue;
  return value !== undefined && typeof value === typeof fallback ? value : fallback;
}

export function openSetting(key: string): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", key);
}

/** As a command of what can be clicked. */
export const openEndpoint = { command: "workbench.action.openSettings", arguments: ["recharge.endpoint"] };

/** For all windows of the user. "": the first source that has credentials. */
export function rememberProfile(name: string): Promise<void> {
  return remember("profile", name);
}

/** For all windows of the user. "": the profile's. */
export function rememberRegion(region: string): Promise<void> {
  return remember("region", region);
}

async function remember(key: string, value: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration("recharge");
  await settings.update(key, value || undefined, vscode.ConfigurationTarget.Global);
}
