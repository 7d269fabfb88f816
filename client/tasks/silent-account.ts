/** The account for what nobody asked for: it opens no dialog. */
import * as vscode from "vscode";
import type { Account, Accounts } from "../accounts/account.ts";
import { UserError } from "../errors.ts";
import type { Obstacle } from "./state.ts";

/** @returns the account that can be used without asking anybody; else what stands in the way. */
export async function silentAccount(
  accounts: Pick<Accounts, "quiet" | "endpointProblem">,
): Promise<Account | Obstacle> {
  if (!vscode.workspace.isTrusted) {
    const message = vscode.l10n.t("Asking the cloud takes your credentials, which needs a trusted workspace.");
    return { why: "untrusted", message };
  }
  const { endpointProblem } = accounts;
  if (endpointProblem !== undefined) return { why: "endpoint", message: endpointProblem };
  try {
    const account = await accounts.quiet();
    return account ?? { why: "signed-out", message: vscode.l10n.t("Nobody is signed in.") };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { why: "account", message: error.message };
  }
}
