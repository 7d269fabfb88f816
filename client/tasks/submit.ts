/** `Recharge: Submit`: makes the task of a file, once. `Recharge: Preview Request`: shows what would be sent. */
import * as vscode from "vscode";
import { targetIn } from "../../cloud/api/connection.ts";
import type { CreateOperation } from "../../cloud/operation/operation.ts";
import type { Outcome } from "../../cloud/operation/outcome.ts";
import { outcomeText } from "../../cloud/operation/outcome-text.ts";
import { runOperation } from "../../cloud/operation/runner.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import { type TaskRequest, writtenRequest } from "../../document/body.ts";
import type { JsonObject } from "../../document/effective.ts";
import { type ErrorAction, UserError } from "../errors.ts";
import { agree, type Proposal, showPreview } from "../operations/agree.ts";
import type { Agreed, FileOperations, Place } from "../operations/file-operations.ts";
import { targetOf } from "../operations/preflight.ts";

interface SubmitPlan extends Place {
  request: TaskRequest;
  /** The request's fields as the file has them, placeholders unresolved. */
  written: JsonObject;
}

interface SubmitOptions {
  /** The user accepted that a lost answer could not be settled. */
  withoutRecovery?: boolean;
}

export class Submit {
  private readonly files: FileOperations;

  constructor(files: FileOperations) {
    this.files = files;
    const { commands } = files.services;
    commands.register("recharge.submit", (given) => this.submit(targetOf(given)));
    commands.register("recharge.previewRequest", (given) => this.previewRequest(targetOf(given)));
  }

  private submit(location: vscode.Uri, options: SubmitOptions = {}): Promise<void> {
    return this.files.perform(location, async () => {
      const plan = await this.plan(location);
      await agree(this.files.services, this.proposal(plan, options));
      return this.agreed(plan, options);
    });
  }

  private async previewRequest(location: vscode.Uri): Promise<void> {
    await showPreview(this.files.services, this.proposal(await this.plan(location), {}));
  }

  /** Everything that can be known and asked before the request is shown. */
  private async plan(location: vscode.Uri): Promise<SubmitPlan> {
    const { document, request } = await this.files.request(location);
    const id = idOf(document.getText());
    if (id !== undefined) throw refusal({ kind: "refused", refusal: { kind: "has-id", id } });
    const place = await this.files.place(document, request.region);
    return { ...place, request, written: writtenRequest(document.getText()).value };
  }

  private proposal(plan: SubmitPlan, { withoutRecovery }: SubmitOptions): Proposal {
    const { written, document } = plan;
    const name = String(written.Name);
    const place = this.files.describe(plan, String(written.TopicId), [
      [vscode.l10n.t("Kafka topics"), String(written.UserKafkaTopics)],
    ]);
    const risk = vscode.l10n.t("The account may not list tasks: should the answer get lost, the task cannot be found.");
    return {
      ...plan,
      question: vscode.l10n.t("Create the task “{0}”?", name),
      paragraphs: withoutRecovery ? [place, risk] : [place],
      button: vscode.l10n.t("Submit"),
      preview: {
        name,
        request: { action: "CreateKafkaRecharge", fields: written },
        again: () => this.submit(document.uri),
      },
    };
  }

  private agreed(plan: SubmitPlan, { withoutRecovery = false }: SubmitOptions): Agreed<Outcome> {
    const { document, account, region, request } = plan;
    const target = targetIn(region, account);
    const operation: CreateOperation = { kind: "create", target, text: document.getText(), request, withoutRecovery };
    return {
      ...plan,
      title: (file) => vscode.l10n.t("Submitting {0}", file),
      run: (file, host, deps) => runOperation(operation, file, host, deps),
      tell: (outcome) => this.files.tell(document, outcome, { more: this.nextSteps(outcome, document.uri) }),
    };
  }

  /** On, for an account that may create tasks but not list them. */
  private nextSteps(outcome: Outcome, location: vscode.Uri): ErrorAction[] {
    if (outcome.kind !== "refused" || outcome.refusal.kind !== "describe-denied") return [];
    const title = vscode.l10n.t("Create Without Recovery…");
    return [{ title, run: () => this.submit(location, { withoutRecovery: true }) }];
  }
}

function refusal(outcome: Outcome): UserError {
  return new UserError(outcomeText(outcome).message);
}
