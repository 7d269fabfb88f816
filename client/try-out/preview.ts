/** `Recharge: Preview Data`: a message of a file's Kafka and the log that its rule makes of it, beside the file. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { ApiError, fieldsOf } from "../../cloud/api/errors.ts";
import { previewTask, type Sample } from "../../cloud/api/try-out.ts";
import { recorded } from "../../cloud/operation/classify.ts";
import { localTime } from "../../cloud/operation/plain-text.ts";
import { explained } from "../../cloud/operation/refusal-text.ts";
import { asObject } from "../../cloud/task/fields.ts";
import { withPatience } from "../progress.ts";
import type { TryOutServices } from "./activate.ts";
import { type PreviewPage, previewPage } from "./preview-page.ts";
import { failureOf, prepare, type Trial } from "./trial.ts";

const COMMAND = "recharge.preview";
/** Where the server puts a message that the rule does not fit, when the file names no other field. */
const UNMATCHED = "LogParseFailure";

export class DataPreviews implements vscode.Disposable {
  private readonly services: TryOutServices;
  /** By the URI of the file. */
  private readonly panels = new Map<string, vscode.WebviewPanel>();

  constructor(services: TryOutServices) {
    this.services = services;
  }

  async show(location: vscode.Uri): Promise<void> {
    const trial = await prepare(location, this.services);
    const { document, name } = trial;
    this.services.diagnostics.clear(document.uri);
    const title = vscode.l10n.t("Reading a message for {0}", name);
    const sample = await withPatience(title, (signal) => this.read(trial, signal));
    const page = describe(trial, sample);
    const panel = this.panel(document.uri);
    panel.title = page.title;
    panel.webview.html = previewPage(page, randomBytes(16).toString("base64url"));
  }

  /** A rule that the server refuses is no reason not to see the message that it is to be written for. */
  private async read(trial: Trial, signal: AbortSignal): Promise<SeenSample> {
    const { name, value, api } = trial;
    const parsed = value.LogRechargeRule !== undefined;
    try {
      return { ...(await previewTask(value, { parsed }, api, signal)), parsed };
    } catch (error) {
      const failure = failureOf(vscode.l10n.t("No message could be read for {0}.", name), error, trial, this.services);
      if (parsed && error instanceof ApiError && isAboutRule(error)) {
        const sample = await previewTask(value, { parsed: false }, api, signal).catch(() => undefined);
        if (sample) return { ...sample, parsed: false, refused: explained(recorded(error)) };
      }
      throw failure;
    }
  }

  private panel(file: vscode.Uri): vscode.WebviewPanel {
    const key = file.toString();
    const open = this.panels.get(key);
    if (open) {
      open.reveal(undefined, true);
      return open;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    // No script and no file: what the cluster's messages hold stays text.
    const options = { enableScripts: false, localResourceRoots: [], enableCommandUris: [COMMAND] };
    const panel = vscode.window.createWebviewPanel("recharge.preview", "", where, options);
    panel.onDidDispose(() => this.panels.delete(key));
    this.panels.set(key, panel);
    return panel;
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
  }
}

interface SeenSample extends Sample {
  /** Whether logs were asked for. */
  parsed: boolean;
  /** Why the server makes no log. */
  refused?: string;
}

function isAboutRule(error: ApiError): boolean {
  return fieldsOf(error).some((pointer) => pointer.startsWith("/LogRechargeRule"));
}

function describe({ document, value, region, account }: Trial, sample: SeenSample): PreviewPage {
  const file = document.uri.path.split("/").pop() ?? "";
  const again = encodeURIComponent(JSON.stringify([document.uri.toString()]));
  return {
    language: vscode.env.language,
    title: vscode.l10n.t("Preview of {0}", file),
    facts: [
      String(value.UserKafkaTopics ?? ""),
      region,
      account.endpoint.sandbox ? vscode.l10n.t("Sandbox") : account.endpoint.host,
      localTime(new Date().toISOString()),
    ],
    again: { label: vscode.l10n.t("Preview Again"), href: `command:${COMMAND}?${again}` },
    message: { label: vscode.l10n.t("Message"), text: sample.raw },
    field: vscode.l10n.t("Field"),
    value: vscode.l10n.t("Value"),
    logs: sample.logs.map((fields, index) => ({
      label: sample.logs.length > 1 ? vscode.l10n.t("Log {0}", index + 1) : vscode.l10n.t("Log"),
      rows: Object.entries(fields).map(([name, value]) => {
        return [name, typeof value === "string" ? value : JSON.stringify(value)] as const;
      }),
    })),
    remark: remarkOf(sample, asObject(value.LogRechargeRule)),
  };
}

function remarkOf({ logs, parsed, refused }: SeenSample, rule: { readonly [name: string]: unknown }) {
  if (refused !== undefined) return refused;
  if (!parsed) return vscode.l10n.t("The file has no LogRechargeRule yet, so no log is made of the message.");
  const key = typeof rule.UnMatchLogKey === "string" ? rule.UnMatchLogKey : UNMATCHED;
  if (logs.length === 0) return vscode.l10n.t("The rule makes no log of this message.");
  if (logs.some((log) => Object.hasOwn(log, key))) {
    return vscode.l10n.t("The rule does not fit this message, which is kept whole in “{0}”.", key);
  }
  return undefined;
}
