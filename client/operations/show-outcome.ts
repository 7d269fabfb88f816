/** Tells a person how an operation ended, with the next step as a button. */
import * as vscode from "vscode";
import { adviceFor, type Concern } from "../../cloud/api/errors.ts";
import type { Operation } from "../../cloud/operation/operation.ts";
import type { Outcome, RecordedError } from "../../cloud/operation/outcome.ts";
import { type OutcomeText, outcomeText } from "../../cloud/operation/outcome-text.ts";
import type { Commands } from "../commands.ts";
import { command, type ErrorAction } from "../errors.ts";

export interface ShowOptions {
  /** What was asked for: default create. */
  kind?: Operation["kind"];
  /** Further steps to offer, before the usual ones. */
  more?: ErrorAction[];
  /** In place of the usual words. */
  text?: OutcomeText;
}

/** Shows and logs the outcome. Does not wait for the notification to be closed. */
export function showOutcome(
  commands: Commands,
  log: vscode.LogOutputChannel,
  file: vscode.Uri,
  outcome: Outcome,
  { kind = "create", more = [], text = outcomeText(outcome, kind) }: ShowOptions = {},
): void {
  const name = vscode.workspace.asRelativePath(file);
  const requestId = text.requestId ? ` RequestId: ${text.requestId}` : "";
  log[text.severity === "warning" ? "warn" : text.severity](`${name}: ${text.message}${requestId}`);
  for (const warning of text.warnings) log.warn(`${name}: ${warning}`);

  const actions = [...more, ...nextSteps(outcome, text, file)];
  const show = notifier(text.severity);
  void show(`${text.message}${requestId}`, ...actions.map((action) => action.title)).then((title) => {
    const action = actions.find((candidate) => candidate.title === title);
    return action && commands.guard(action.title, () => action.run());
  });
  for (const warning of text.warnings) void vscode.window.showWarningMessage(warning);
}

function notifier(
  severity: OutcomeText["severity"],
): (message: string, ...items: string[]) => Thenable<string | undefined> {
  switch (severity) {
    case "info":
      return vscode.window.showInformationMessage;
    case "warning":
      return vscode.window.showWarningMessage;
    case "error":
      return vscode.window.showErrorMessage;
  }
}

function nextSteps(outcome: Outcome, text: OutcomeText, file: vscode.Uri): ErrorAction[] {
  const steps: ErrorAction[] = [];
  if ("id" in outcome) steps.push(copy(vscode.l10n.t("Copy Id"), outcome.id));
  if (outcome.kind === "refused" && outcome.refusal.kind === "already-created" && !outcome.refusal.otherFile) {
    steps.push(command(vscode.l10n.t("Restore Id"), "recharge.restoreId", file));
  }
  if (isAboutDifference(outcome)) steps.push(command(vscode.l10n.t("Compare with Cloud"), "recharge.compare", file));
  if (outcome.kind === "rejected") steps.push(...remedies(outcome.error));
  if (outcome.kind === "refused" && outcome.refusal.kind === "describe-denied") steps.push(...stepsAbout("permission"));
  if (isUnfinished(outcome)) steps.push(command(vscode.l10n.t("Settle Now"), "recharge.recover"));
  if (text.requestId) steps.push(copy(vscode.l10n.t("Copy RequestId"), text.requestId));
  return steps;
}

/** What can be done outside the file about an error of the API. */
export function remedies({ code }: RecordedError): ErrorAction[] {
  return code ? stepsAbout(adviceFor(code).concern) : [];
}

function stepsAbout(concern: Concern): ErrorAction[] {
  const signIn = command(vscode.l10n.t("Sign In"), "recharge.signIn");
  const switchProfile = command(vscode.l10n.t("Switch Profile"), "recharge.switchProfile");
  switch (concern) {
    case "credential":
      return [signIn, switchProfile];
    case "permission":
    case "account":
      return [switchProfile, signIn];
    case "region":
      return [switchProfile];
    default:
      return [];
  }
}

/** The task is not what a change was planned for, or not what it was to become. */
function isAboutDifference(outcome: Outcome): boolean {
  if (outcome.kind === "refused") return outcome.refusal.kind === "changed-in-cloud";
  return outcome.kind === "closed" && outcome.reason === "not-in-effect";
}

function isUnfinished(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "unknown":
    case "held":
      return true;
    case "cancelled":
      return outcome.known.sent;
    case "refused":
      return outcome.refusal.kind === "unfinished";
    default:
      return false;
  }
}

export function copy(title: string, text: string): ErrorAction {
  return { title, run: () => vscode.env.clipboard.writeText(text) };
}
