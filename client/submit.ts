/** `Recharge: Submit`: makes the task of a file, once. `Recharge: Preview Request`: shows what would be sent. */
import * as vscode from "vscode";
import { idOf } from "../cloud/id-edit.ts";
import type { Outcome } from "../cloud/outcome.ts";
import { outcomeText } from "../cloud/outcome-text.ts";
import { runOperation } from "../cloud/runner.ts";
import { writtenRequest } from "../document/body.ts";
import { parseDocument } from "../document/parse.ts";
import type { Accounts } from "./account.ts";
import type { ApiDiagnostics } from "./api-diagnostics.ts";
import type { Commands } from "./commands.ts";
import { type ErrorAction, UserCancelledError, UserError } from "./errors.ts";
import type { LanguageServer } from "./language-server.ts";
import type { Operations } from "./operations.ts";
import { resolvedRequest } from "./placeholders.ts";
import { refuseErrors, savedTaskFile, targetOf } from "./preflight.ts";
import { regionFor } from "./region.ts";
import type { RequestPreview } from "./request-preview.ts";
import type { SecretMap } from "./secret-store.ts";
import { ignoredWorkspaceSettings } from "./settings.ts";
import { showOutcome } from "./show-outcome.ts";
import { describePlan, previewText, type SubmitPlan } from "./submit-plan.ts";
import { EditorTaskFile } from "./task-file.ts";

export interface SubmitServices {
  log: vscode.LogOutputChannel;
  commands: Commands;
  server: LanguageServer;
  accounts: Accounts;
  secrets: SecretMap<string>;
  operations: Operations;
  diagnostics: ApiDiagnostics;
  preview: RequestPreview;
}

interface SubmitOptions {
  /** The user accepted that a lost answer could not be settled. */
  withoutRecovery?: boolean;
}

export class Submit {
  private readonly services: SubmitServices;
  /** Files whose submit is under way in this window, from the first question to the end. */
  private readonly busy = new Set<string>();

  constructor(services: SubmitServices) {
    this.services = services;
    const { commands } = services;
    commands.register("recharge.submit", (given) => this.submit(targetOf(given)));
    commands.register("recharge.previewRequest", (given) => this.previewRequest(targetOf(given)));
  }

  private async submit(location: vscode.Uri, options: SubmitOptions = {}): Promise<void> {
    const key = location.toString();
    if (this.busy.has(key)) throw new UserError(vscode.l10n.t("This file is already being submitted."));
    this.busy.add(key);
    let end: { document: vscode.TextDocument; outcome: Outcome };
    try {
      const plan = await this.plan(location);
      await this.confirm(plan, options);
      end = { document: plan.document, outcome: await this.send(plan, options) };
    } finally {
      this.busy.delete(key);
    }
    // Not before: the next step may be to submit again.
    this.tell(end.document, end.outcome);
  }

  /** Everything that can be known and asked before the request is shown. */
  private async plan(location: vscode.Uri): Promise<SubmitPlan> {
    const { server, secrets, diagnostics, accounts } = this.services;
    const document = await savedTaskFile(location);
    diagnostics.clear(document.uri);
    await refuseErrors(server, document);
    const id = idOf(document.getText());
    if (id !== undefined) throw refusal({ kind: "refused", refusal: { kind: "has-id", id } });
    const request = await resolvedRequest(document, secrets);
    this.warnOfIgnoredSettings(document.uri);
    const account = await accounts.current();
    const region = await regionFor(document.uri, account, request.region);
    const written = writtenRequest(parseDocument(document.getText())).value;
    return { document, account, region, request, written };
  }

  /** A workspace may not choose where signed requests go: its values do nothing, and the user should know it tried. */
  private warnOfIgnoredSettings(scope: vscode.Uri): void {
    const ignored = ignoredWorkspaceSettings(scope);
    if (ignored.length === 0) return;
    const message = vscode.l10n.t("The workspace sets what only you may set; this is ignored: {0}", ignored.join(", "));
    this.services.log.warn(message);
    void vscode.window.showWarningMessage(message);
  }

  private async confirm(plan: SubmitPlan, { withoutRecovery }: SubmitOptions): Promise<void> {
    const message = vscode.l10n.t("Create the task “{0}”?", String(plan.written.Name));
    const risk = vscode.l10n.t("The account may not list tasks: should the answer get lost, the task cannot be found.");
    const detail = withoutRecovery ? `${describePlan(plan)}\n\n${risk}` : describePlan(plan);
    const submit = vscode.l10n.t("Submit");
    const preview = vscode.l10n.t("Preview Request");
    const choice = await vscode.window.showInformationMessage(message, { modal: true, detail }, submit, preview);
    if (choice === submit) return;
    if (choice === preview) await this.showPreview(plan);
    throw new UserCancelledError();
  }

  /** The modal would hide the preview, so submitting goes on from a notification, and from the start. */
  private async showPreview(plan: SubmitPlan): Promise<void> {
    const { preview, commands } = this.services;
    await preview.show(plan.document.uri, previewText(plan));
    const submit = vscode.l10n.t("Submit…");
    const message = vscode.l10n.t("This is the request for “{0}”. Nothing has been sent.", String(plan.written.Name));
    void vscode.window.showInformationMessage(message, submit).then(async (choice) => {
      if (choice === submit) await commands.guard(submit, () => this.submit(plan.document.uri));
    });
  }

  private async previewRequest(location: vscode.Uri): Promise<void> {
    await this.showPreview(await this.plan(location));
  }

  private async send(plan: SubmitPlan, { withoutRecovery = false }: SubmitOptions): Promise<Outcome> {
    const { document, account, region, request } = plan;
    const target = { endpoint: String(account.endpoint), region, secretId: account.credential.secretId };
    const operation = { kind: "create", target, text: document.getText(), request, withoutRecovery } as const;
    const file = await EditorTaskFile.open(document.uri);
    const name = vscode.workspace.asRelativePath(document.uri);
    try {
      const title = vscode.l10n.t("Submitting {0}", name);
      return await this.services.operations.run(name, title, account, region, (host, deps) =>
        runOperation(operation, file, host, deps),
      );
    } finally {
      file.dispose();
    }
  }

  private tell(document: vscode.TextDocument, outcome: Outcome): void {
    const { commands, log } = this.services;
    showOutcome(commands, log, document.uri, outcome, { more: this.nextSteps(outcome, document) });
  }

  /** To the field that the API refuses; on, for an account that may create tasks but not list them. */
  private nextSteps(outcome: Outcome, document: vscode.TextDocument): ErrorAction[] {
    const { diagnostics } = this.services;
    const { uri } = document;
    if (outcome.kind === "rejected" && diagnostics.show(document, outcome.error)) {
      return [{ title: vscode.l10n.t("Show Field"), run: () => diagnostics.reveal(uri) }];
    }
    if (outcome.kind !== "refused" || outcome.refusal.kind !== "describe-denied") return [];
    const title = vscode.l10n.t("Create Without Recovery…");
    return [{ title, run: () => this.submit(uri, { withoutRecovery: true }) }];
  }
}

function refusal(outcome: Outcome): UserError {
  return new UserError(outcomeText(outcome).message);
}
