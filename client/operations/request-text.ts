/** What is about to be sent, and where to, in words. */
import * as vscode from "vscode";
import type { Endpoint } from "../../cloud/api/endpoint.ts";
import { REDACTED, redactFields } from "../../cloud/api/redact.ts";
import type { Fields } from "../../cloud/operation/operation.ts";
import type { Place } from "./file-operations.ts";

export interface RequestText {
  /** As the API calls it: `CreateKafkaRecharge`. */
  action: string;
  /** Of the body, placeholders as in the file; the task's `Id` where there is one. */
  fields: Fields;
}

/** Where a request goes, a line each. @param topic in words. @param more further lines */
export function describePlace({ account, region }: Place, topic: string, more: [string, string][] = []): string {
  const lines = [
    [vscode.l10n.t("Account"), vscode.l10n.t("{0} ({1})", account.name, account.credential.maskedId)],
    [vscode.l10n.t("Region"), region],
    [vscode.l10n.t("Endpoint"), account.endpoint.host],
    [vscode.l10n.t("Log topic"), topic],
    ...more,
  ];
  if (account.endpoint.sandbox) lines.unshift([vscode.l10n.t("Sandbox"), vscode.l10n.t("nothing leaves this machine")]);
  return lines.map(([label = "", value = ""]) => vscode.l10n.t("{0}: {1}", label, value)).join("\n");
}

/** The request as JSON with comments: placeholders as in the file, no signature, nothing that may be a secret. */
export function describeRequest({ account, region }: Place, { action, fields }: RequestText): string {
  const { Id, ...file } = fields;
  const body = { ...(Id !== undefined && { Id }), ...Object(redactFields(file)) };
  return [
    `// POST ${endpointUrl(account.endpoint)}`,
    `// X-TC-Action: ${action}`,
    "// X-TC-Version: 2020-10-16",
    `// X-TC-Region: ${region}`,
    `// Authorization: TC3-HMAC-SHA256 Credential=${account.credential.maskedId}/…, Signature=${REDACTED}`,
    JSON.stringify(body, undefined, 2),
    "",
  ].join("\n");
}

function endpointUrl(endpoint: Endpoint): string {
  return endpoint.url("cls").href;
}
