/** Operations that have not ended: offered when the extension starts, settled on demand. Nothing is ever sent again. */
import * as vscode from "vscode";
import { Endpoint } from "../../cloud/api/endpoint.ts";
import type { Unfinished } from "../../cloud/journal/journal.ts";
import type { Operation } from "../../cloud/operation/operation.ts";
import type { Outcome } from "../../cloud/operation/outcome.ts";
import { recover } from "../../cloud/operation/runner.ts";
import type { Accounts } from "../accounts/account.ts";
import type { Commands } from "../commands.ts";
import { type ErrorAction, required, UserError } from "../errors.ts";
import type { OpenJournal } from "./journals.ts";
import type { Operations } from "./operations.ts";
import { showOutcome } from "./show-outcome.ts";
import { saveSidecar } from "./sidecar.ts";
import { EditorTaskFile } from "./task-file.ts";
import { isHeld, itemFor } from "./unfinished.ts";

type Step = vscode.QuickPickItem & { run: () => unknown };

export class Recovery {
  private readonly openJournal: OpenJournal;
  private readonly accounts: Accounts;
  private readonly operations: Operations;
  private readonly commands: Commands;
  private readonly log: vscode.LogOutputChannel;
  private readonly closed = new vscode.EventEmitter<void>();
  /** Fires when an operation was closed by a person's word. */
  readonly onDidClose = this.closed.event;

  constructor(
    openJournal: OpenJournal,
    accounts: Accounts,
    operations: Operations,
    commands: Commands,
    log: vscode.LogOutputChannel,
  ) {
    this.openJournal = openJournal;
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
        ? vscode.l10n.t("An operation on Tencent Cloud was interrupted: its outcome is not settled.")
        : vscode.l10n.t("{0} operations on Tencent Cloud were interrupted: their outcome is not settled.", open.length);
    const choice = await vscode.window.showWarningMessage(message, settle);
    if (choice === settle) await this.choose();
  }

  private async unfinished(): Promise<Unfinished[]> {
    return (await this.openJournal()).listUnfinished();
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
    const title = record?.name ?? opId;
    await required(await vscode.window.showQuickPick(this.steps(operation), { title, ignoreFocusOut: true })).run();
  }

  private steps(operation: Unfinished): Step[] {
    const { record, opId } = operation;
    if (!record) return [this.closing(vscode.l10n.t("Forget It"), opId)];
    const location = vscode.Uri.parse(record.uri);
    const open: Step = {
      label: vscode.l10n.t("Open File"),
      detail: vscode.workspace.asRelativePath(location),
      run: () => vscode.window.showTextDocument(location),
    };
    if (!isHeld(record)) {
      return [
        {
          label: vscode.l10n.t("Check Again"),
          detail: vscode.l10n.t("Looks for the task in the cloud once more and adopts it; nothing is sent again."),
          run: () => this.settle(operation),
        },
        open,
        this.closing(
          record.kind === "create" ? vscode.l10n.t("No Task Was Created") : vscode.l10n.t("Forget It"),
          opId,
        ),
      ];
    }
    return [
      {
        label: vscode.l10n.t("Restore Id"),
        detail: vscode.l10n.t("Writes the Id back into the file; nothing is sent."),
        run: () => this.settle(operation),
      },
      open,
      {
        label: vscode.l10n.t("Save Id…"),
        detail: vscode.l10n.t("Writes the Id into a file of its own, for a task file that is gone."),
        run: () => this.saveId(opId),
      },
      this.closing(vscode.l10n.t("Forget It"), opId),
    ];
  }

  private closing(label: string, opId: string): Step {
    return {
      label,
      detail: vscode.l10n.t("Closes the operation without looking. A task that it created stays in the cloud."),
      run: () => this.forget(opId, label),
    };
  }

  /** Writes a held Id into its file where that needs no question, as after a save. */
  async retry(held: Unfinished): Promise<void> {
    const { record, owner } = held;
    if (record && !owner && (await this.accounts.isReadyAt(Endpoint.parse(record.endpoint)))) await this.settle(held);
  }

  /** What can be done about an Id that its file may never take. */
  stepsFor(outcome: Outcome, kind: Operation["kind"] = "create"): ErrorAction[] {
    if (kind !== "create" || outcome.kind !== "held" || !mayStay.has(outcome.reason)) return [];
    return [{ title: vscode.l10n.t("Save Id…"), run: () => this.saveId(outcome.opId) }];
  }

  /** The Id is then kept elsewhere, so the operation has ended. */
  private async saveId(opId: string): Promise<void> {
    const journal = await this.openJournal();
    const record = await journal.get(opId);
    if (!record?.id) throw new UserError(vscode.l10n.t("The record of this operation cannot be read."));
    const target = vscode.workspace.asRelativePath(await saveSidecar(record));
    await journal.forget(opId);
    this.closed.fire();
    void vscode.window.showInformationMessage(vscode.l10n.t("The Id is saved in {0}.", target));
  }

  /** Finds out what became of an operation, and writes the Id into its file. */
  async settle({ opId, record }: Unfinished): Promise<void> {
    if (!record) throw new UserError(vscode.l10n.t("The record of this operation cannot be read."));
    const account = await this.accounts.at(Endpoint.parse(record.endpoint));
    const location = vscode.Uri.parse(record.uri);
    const file = await EditorTaskFile.open(location);
    try {
      const title = vscode.l10n.t("Settling {0}", record.name);
      const outcome = await this.operations.run(location, title, account, record.region, (host, deps) =>
        recover(opId, file, host, deps),
      );
      showOutcome(this.commands, this.log, location, outcome, {
        kind: record.kind,
        more: this.stepsFor(outcome, record.kind),
      });
    } finally {
      file.dispose();
    }
  }

  private async forget(opId: string, label: string): Promise<void> {
    const message = vscode.l10n.t("Close this operation without looking?");
    const detail = vscode.l10n.t("If its task exists, no file will know of it unless you adopt it by its Id.");
    required(await vscode.window.showWarningMessage(message, { modal: true, detail }, label));
    await (await this.openJournal()).forget(opId);
    this.closed.fire();
  }
}

/** Why a file cannot take an Id where editing it does not help. */
const mayStay: ReadonlySet<string> = new Set(["missing", "no-space", "read-only", "failed"]);
