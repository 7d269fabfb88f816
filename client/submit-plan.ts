/** What is about to be sent, and how it is shown before it is. */
import * as vscode from "vscode";
import type { Endpoint } from "../cloud/endpoint.ts";
import { REDACTED, redactFields } from "../cloud/redact.ts";
import type { TaskRequest } from "../document/body.ts";
import type { JsonObject } from "../document/effective.ts";
import type { Account } from "./account.ts";

export interface SubmitPlan {
  document: vscode.TextDocument;
  account: Account;
  region: string;
  request: TaskRequest;
  /** The request's fields as the file has them, placeholders unresolved. */
  written: JsonObject;
}

/** Where the task goes, a line each. */
export function describePlan({ account, region, written }: SubmitPlan): string {
  const lines = [
    [vscode.l10n.t("Account"), `${account.name} (${account.credential.maskedId})`],
    [vscode.l10n.t("Region"), region],
    [vscode.l10n.t("Endpoint"), account.endpoint.host],
    [vscode.l10n.t("Log topic"), String(written.TopicId)],
    [vscode.l10n.t("Kafka topics"), String(written.UserKafkaTopics)],
  ];
  if (account.endpoint.sandbox) lines.unshift([vscode.l10n.t("Sandbox"), vscode.l10n.t("nothing leaves this machine")]);
  return lines.map(([label = "", value = ""]) => vscode.l10n.t("{0}: {1}", label, value)).join("\n");
}

/** The request as JSON with comments: placeholders as in the file, no signature, nothing that may be a secret. */
export function previewText({ account, region, written }: SubmitPlan): string {
  return [
    `// POST ${endpointUrl(account.endpoint)}`,
    "// X-TC-Action: CreateKafkaRecharge",
    "// X-TC-Version: 2020-10-16",
    `// X-TC-Region: ${region}`,
    `// Authorization: TC3-HMAC-SHA256 Credential=${account.credential.maskedId}/…, Signature=${REDACTED}`,
    JSON.stringify(redactFields(written), undefined, 2),
    "",
  ].join("\n");
}

function endpointUrl(endpoint: Endpoint): string {
  return endpoint.url("cls").href;
}
