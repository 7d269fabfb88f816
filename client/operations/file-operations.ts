/** What all operations on a task file share: one at a time, who runs it and where, and what is said at the end. */
import * as vscode from "vscode";
import type { Host, TaskFile } from "../../cloud/operation/operation.ts";
import type { Outcome } from "../../cloud/operation/outcome.ts";
import type { RunnerDeps } from "../../cloud/operation/runner.ts";
import type { TaskRequest } from "../../document/body.ts";
import type { Account, Accounts } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import { regionFor } from "../accounts/region.ts";
import type { Commands } from "../commands.ts";
import type { ApiDiagnostics } from "../editing/api-diagnostics.ts";
import type { LanguageServer } from "../editing/language-server.ts";
import { type ErrorAction, UserError } from "../errors.ts";
import type { LookUps } from "../lookup/look-ups.ts";
import { resolvedRequest } from "../secrets/placeholders.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { ignoredWorkspaceSettings } from "../settings.ts";
import type { Operations } from "./operations.ts";
import { refuseErrors, savedTaskFile } from "./preflight.ts";
import type { Recovery } from "./recovery.ts";
import type { RequestPreview } from "./request-preview.ts";
import { describePlace } from "./request-text.ts";
import { type ShowOptions, showOutcome } from "./show-outcome.ts";
import { EditorTaskFile } from "./task-file.ts";

export interface FileServices {
  log: vscode.LogOutputChannel;
  commands: Commands;
  server: LanguageServer;
  accounts: Accounts;
  connections: Connections;
  secrets: SecretMap<string>;
  operations: Operations;
  diagnostics: ApiDiagnostics;
  preview: RequestPreview;
  recovery: Recovery;
  lookUps: LookUps;
}

/** A file, and as whom and where its task is or will be. */
export interface Place {
  document: vscode.TextDocument;
  account: Account;
  region: string;
}

/** What a person agreed to. */
export interface Agreed<T> extends Place {
  /** Of the progress: "Submitting {0}". */
  title: (file: string) => string;
  run(file: TaskFile, host: Host, deps: RunnerDeps): Promise<T>;
  tell(result: T): void;
}

export class FileOperations {
  readonly services: FileServices;
  /** Files at which something is under way in this window, from the first question to the end. */
  private readonly busy = new Set<string>();

  constructor(services: FileServices) {
    this.services = services;
  }

  /** @param prepare everything that is asked before something is sent; throws when there is nothing to send. */
  async perform<T>(location: vscode.Uri, prepare: () => Promise<Agreed<T>>): Promise<void> {
    const key = location.toString();
    if (this.busy.has(key)) throw new UserError(vscode.l10n.t("Another command is at work on this file."));
    this.busy.add(key);
    let end: () => void;
    try {
      const agreed = await prepare();
      const result = await this.run(agreed);
      end = () => agreed.tell(result);
    } finally {
      this.busy.delete(key);
    }
    // Not before: the next step may be to do it again.
    end();
  }

  /** The request of a saved file without errors. */
  async request(location: vscode.Uri): Promise<{ document: vscode.TextDocument; request: TaskRequest }> {
    const { server, diagnostics, secrets } = this.services;
    const document = await savedTaskFile(location);
    diagnostics.clear(document.uri);
    await refuseErrors(server, document);
    return { document, request: await resolvedRequest(document, secrets) };
  }

  /** @param region the file's own, which wins. */
  async place(document: vscode.TextDocument, region: string | undefined): Promise<Place> {
    this.warnOfIgnoredSettings(document.uri);
    const account = await this.services.accounts.current();
    return { document, account, region: await regionFor(document.uri, account, region) };
  }

  /** Where a request goes, in words. The log topic has its name where that is known: nobody waits for it. */
  describe(place: Place, topicId: string, more?: [string, string][]): string {
    const name = this.services.lookUps.topicName(place.region, topicId);
    return describePlace(place, name ? vscode.l10n.t("{0} ({1})", name, topicId) : topicId, more);
  }

  /** Says how an operation ended; a field that the API refuses is marked. */
  tell(document: vscode.TextDocument, outcome: Outcome, { more = [], ...options }: ShowOptions = {}): void {
    const { commands, log, recovery } = this.services;
    showOutcome(commands, log, document.uri, outcome, {
      ...options,
      more: [...more, ...this.toField(document, outcome), ...recovery.stepsFor(outcome, options.kind)],
    });
  }

  private toField(document: vscode.TextDocument, outcome: Outcome): ErrorAction[] {
    const { diagnostics } = this.services;
    const isOnField = outcome.kind === "rejected" && diagnostics.show(document, outcome.error);
    return isOnField ? [diagnostics.showField(document)] : [];
  }

  private async run<T>({ document, account, region, title, run }: Agreed<T>): Promise<T> {
    const file = await EditorTaskFile.open(document.uri);
    const name = vscode.workspace.asRelativePath(document.uri);
    try {
      return await this.services.operations.run(document.uri, title(name), account, region, (host, deps) =>
        run(file, host, deps),
      );
    } finally {
      file.dispose();
    }
  }

  /** A workspace may not choose where signed requests go: its values do nothing, and the user should know it tried. */
  private warnOfIgnoredSettings(scope: vscode.Uri): void {
    const ignored = ignoredWorkspaceSettings(scope);
    if (ignored.length === 0) return;
    const message = vscode.l10n.t("The workspace sets what only you may set; this is ignored: {0}", ignored.join(", "));
    this.services.log.warn(message);
    void vscode.window.showWarningMessage(message);
  }
}
