/** What can be tried before a task is made: neither changes anything. */
import type * as vscode from "vscode";
import type { Accounts } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import type { Commands } from "../commands.ts";
import type { ApiDiagnostics } from "../editing/api-diagnostics.ts";
import { targetOf } from "../operations/preflight.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { checkConnection } from "./check-connection.ts";
import { DataPreviews } from "./preview.ts";

export interface TryOutServices {
  commands: Commands;
  accounts: Accounts;
  connections: Connections;
  secrets: SecretMap<string>;
  diagnostics: ApiDiagnostics;
}

export function activateTryOut(services: TryOutServices): vscode.Disposable {
  const { commands } = services;
  const previews = new DataPreviews(services);
  commands.register("recharge.checkConnection", (given) => checkConnection(targetOf(given), services));
  commands.register("recharge.preview", (given) => previews.show(targetOf(given)));
  return previews;
}
