/** Runs operations on the cloud for the editor: progress, questions, cancelling. What happens is decided in cloud/. */
import * as vscode from "vscode";
import { openJournal } from "../../cloud/journal/journal.ts";
import type { Host } from "../../cloud/operation/operation.ts";
import type { RecordedError } from "../../cloud/operation/outcome.ts";
import { phaseText } from "../../cloud/operation/phase-text.ts";
import { systemClock } from "../../cloud/operation/ports.ts";
import type { RunnerDeps } from "../../cloud/operation/runner.ts";
import type { Account } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import { readSettings } from "../settings.ts";
import { ask } from "./ask.ts";

export class Operations implements vscode.Disposable {
  private readonly connections: Connections;
  private readonly log: vscode.LogOutputChannel;
  private readonly ended = new vscode.EventEmitter<vscode.Uri>();
  /** Fires with the task file when an operation has ended in whatever way: journal and cloud may say something new. */
  readonly onDidEnd = this.ended.event;

  constructor(connections: Connections, log: vscode.LogOutputChannel) {
    this.connections = connections;
    this.log = log;
  }

  /** Runs an operation on a task file under a notification that can cancel it. */
  async run<T>(
    file: vscode.Uri,
    title: string,
    account: Account,
    region: string,
    work: (host: Host, deps: RunnerDeps) => Promise<T>,
  ): Promise<T> {
    const deps = await this.deps(account, region);
    const name = vscode.workspace.asRelativePath(file);
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      try {
        return await work(this.host(name, progress, abort.signal), deps);
      } finally {
        // VS Code leaves it on screen for a moment, beside what is said of the outcome.
        progress.report({ message: vscode.l10n.t("finished") });
        this.ended.fire(file);
      }
    });
  }

  dispose(): void {
    this.ended.dispose();
  }

  private host(name: string, progress: vscode.Progress<{ message: string }>, signal: AbortSignal): Host {
    return {
      signal,
      report: (phase) => {
        this.log.info(`${name}: ${phase}`);
        progress.report({ message: phaseText(phase) });
      },
      ask: (question) => {
        this.log.info(`${name}: ${question.kind}`);
        progress.report({ message: vscode.l10n.t("waiting for your answer") });
        return ask(name, question);
      },
      rescue: (id, why) => this.rescue(name, id, why),
    };
  }

  private async deps(account: Account, region: string): Promise<RunnerDeps> {
    const { settleTime } = readSettings();
    const api = this.connections.open(account).api(region);
    const journal = await openJournal(account.journal);
    return { api, journal, clock: systemClock, random: Math.random, settle: settleTime };
  }

  /** The Id is in no file and in no journal: it stays on screen until it is closed, and in the log. */
  private rescue(name: string, id: string, why: RecordedError): void {
    const message = vscode.l10n.t("Task {0} was created, but could not be recorded on disk. Keep its Id.", id);
    this.log.error(`${name}: ${message} ${why.message}`);
    const copy = vscode.l10n.t("Copy Id");
    void vscode.window.showErrorMessage(message, { modal: true, detail: why.message }, copy).then(async (choice) => {
      if (choice === copy) await vscode.env.clipboard.writeText(id);
    });
  }
}
