/** How tasks are, wherever it shows. */
import * as vscode from "vscode";
import type { Accounts } from "../accounts/account.ts";
import type { Commands } from "../commands.ts";
import type { LookUps } from "../lookup/look-ups.ts";
import { targetOf } from "../operations/preflight.ts";
import { CloudDocuments } from "./cloud-documents.ts";
import { compare } from "./compare.ts";
import { DriftDiagnostics } from "./drift-diagnostics.ts";
import { StateLens } from "./state-lens.ts";
import type { TaskStates } from "./task-states.ts";
import { TopicNames } from "./topic-names.ts";
import { TaskTreeView } from "./tree-view.ts";

export interface StateServices {
  commands: Commands;
  accounts: Accounts;
  states: TaskStates;
  lookUps: LookUps;
}

export function activateStates({ commands, accounts, states, lookUps }: StateServices): vscode.Disposable {
  const names = new TopicNames(lookUps);
  const documents = new CloudDocuments(states);
  commands.register("recharge.compare", (given) => compare(targetOf(given), { accounts, states, documents }));
  return vscode.Disposable.from(
    documents,
    new StateLens(states),
    new DriftDiagnostics(states),
    names,
    new TaskTreeView(states, commands, names),
  );
}
