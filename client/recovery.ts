/** Operations that have not ended: offered when the extension starts, settled on demand. Nothing is ever sent again. */
import * as vscode from "vscode";
import { Endpoint } from "../cloud/endpoint.ts";
import type { Unfinished } from "../cloud/journal.ts";
import { localTime } from "../cloud/plain-text.ts";
import { recover } from "../cloud/runner.ts";
import type { Accounts } from "./account.ts";
import type { Commands } from "./commands.ts";
import { required, UserError } from "./errors.ts";
import type { Journals } from "./journals.ts";
import type { Operations } from "./operations.ts";
import { showOutcome } from "./show-outcome.ts";
import { EditorTaskFile } from "./task-file.ts";

type OpRecord = NonNullable<Unfinished["record"]>;

export class Recovery {
  private readonly journals: Journals;
  private readonly accounts: Accounts;
  private readonly operations: Operations;
  private readonly commands: Commands;
  private readonly log: vscode.LogOutputChannel;
  private readonly settled = new vscode.EventEmitter<void>();
  readonly onDidSettle = this.settled.event;

  constructor(
    journals: Journals,
    accounts: Accounts,
    operations: Operations,
    commands: Commands,
    log: vscode.LogOutputChannel,
  ) {
    this.journals = journals;
    this.accounts = accounts;
    this.operations = operations;
    this.commands = commands;
    this.log = log;
    commands.register("recharge.recover", () => this.choose());
  }

  /** Says once that there is something to settle, without getting in the way. */
  async offer(): Promise<void> {
    const open = (await this.unfinished()).filter(({ owner }) => owner === undefined);
    if (open.length === 0) return;
    const settle = vscode.l10n.t("Settle Now");
    const message =
      open.length === 1
        ? vscode.l10n.t("An operation on Tencent Cloud has not ended: whether its task exists is not settled.")
        : vscode.l10n.t(
            "{0} operations on Tencent Cloud have not ended: whether their tasks exist is not settled.",
            open.length,
          );
    const choice = await vscode.window.showWarningMessage(message, settle);
    if (choice === settle) await this.choose();
  }

  private async unfinished(): Promise<Unfinished[]> {
    return (await this.journals.open()).listUnfinished();
  }

  private async choose(): Promise<void> {
    const open = await this.unfinished();
    if (open.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There are no unfinished operations."));
      return;
    }
    const items = open.map((operation) => ({ ...itemFor(operation), operation }));
    const options = { title: vscode.l10n.t("Unfinished Operations"), ignoreFocusOut: true };
    const { operation } = required(await vscode.window.showQuickPick(items, options));
    await this.act(operation);
  }

  private async act(operation: Unfinished): Promise<void> {
    const { record, owner, opId } = operation;
    if (owner) throw new UserError(vscode.l10n.t("It is under way. It belongs to: {0}", owner));
    const steps: (vscode.QuickPickItem & { run: () => unknown })[] = [
      {
        label: vscode.l10n.t("Forget It"),
        detail: vscode.l10n.t("Closes the operation without looking. A task that it created stays in the cloud."),
        run: () => this.forget(opId),
      },
    ];
    if (record) {
      steps.unshift(
        {
          label: vscode.l10n.t("Check Again"),
          detail: vscode.l10n.t("Looks for the task in the cloud once more; nothing is sent again."),
          run: () => this.settle(operation),
        },
        {
          label: vscode.l10n.t("Open File"),
          detail: vscode.workspace.asRelativePath(vscode.Uri.parse(record.uri)),
          run: () => vscode.window.showTextDocument(vscode.Uri.parse(record.uri)),
        },
      );
    }
    await required(
      await vscode.window.showQuickPick(steps, { title: record?.name ?? opId, ignoreFocusOut: true }),
    ).run();
  }

  /** Finds out what became of an operation, and writes the Id into its file. */
  async settle({ opId, record }: Unfinished): Promise<void> {
    if (!record) throw new UserError(vscode.l10n.t("The record of this operation cannot be read."));
    const account = await this.accounts.at(Endpoint.parse(record.endpoint));
    const file = await EditorTaskFile.open(vscode.Uri.parse(record.uri));
    try {
      const title = vscode.l10n.t("Settling {0}", record.name);
      const outcome = await this.operations.run(record.name, title, account, record.region, (host, deps) =>
        recover(opId, file, host, deps),
      );
      showOutcome(this.commands, this.log, vscode.Uri.parse(record.uri), outcome, { kind: record.kind });
    } finally {
      file.dispose();
      this.settled.fire();
    }
  }

  private async forget(opId: string): Promise<void> {
    const message = vscode.l10n.t("Forget this operation?");
    const detail = vscode.l10n.t("If its task exists, no file will know of it unless you adopt it by its Id.");
    const forget = vscode.l10n.t("Forget It");
    required(await vscode.window.showWarningMessage(message, { modal: true, detail }, forget));
    await (await this.journals.open()).forget(opId);
    this.settled.fire();
  }
}

function itemFor({ opId, record, owner }: Unfinished): vscode.QuickPickItem {
  if (!record) return { label: opId, detail: vscode.l10n.t("Its record cannot be read.") };
  const description = vscode.workspace.asRelativePath(vscode.Uri.parse(record.uri));
  const detail = [stateOf(record), vscode.l10n.t("started {0}", localTime(record.startedAt))];
  if (owner) detail.push(vscode.l10n.t("under way: {0}", owner));
  return { label: record.name, description, detail: detail.join(" · ") };
}

function stateOf(record: OpRecord): string {
  if (record.id) return vscode.l10n.t("task {0} exists, the file does not hold its Id", record.id);
  if (record.phase === "intent") return vscode.l10n.t("not sent");
  return vscode.l10n.t("sent, answer lost");
}
