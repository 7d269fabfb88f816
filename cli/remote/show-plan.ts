/** The plan in words, on standard error: what is to be created, what exists, and what differs. */
import * as l10n from "@vscode/l10n";
import { writtenRequest } from "../../document/body.ts";
import { dotted } from "../../document/pointer.ts";
import { colorsFor, printable, printableMessage, tell } from "../terminal.ts";
import type { Account } from "./account.ts";
import type { Planned } from "./plan.ts";

export async function showPlan(planned: readonly Planned[], account: Account): Promise<void> {
  const colors = colorsFor(process.stderr);
  const found = planned.flatMap((plan) => (plan.kind === "invalid" && plan.found ? [plan.found] : []));
  if (found.length > 0) {
    const { textFormatter } = await import("../report/text.ts");
    tell(textFormatter(colors)({ files: found, checked: planned.length }));
  }
  showAccount(account);
  for (const plan of planned)
    tell(`  ${colors.bold(MARKS[plan.kind])} ${printable(plan.file)}  ${printableMessage(words(plan))}`);
  if (planned.some(({ kind }) => kind === "invalid"))
    tell(colors.red(l10n.t("Nothing is sent while a file is invalid.")));
}

export function showAccount({ credential, origin, endpoint }: Account): void {
  tell(l10n.t("Account   {0} ({1})", credential.maskedId, origin));
  tell(l10n.t("Endpoint  {0}", endpoint.host));
}

const MARKS: Record<Planned["kind"], string> = { create: "+", exists: "=", uncompared: "=", gone: "?", invalid: "!" };

function words(plan: Planned): string {
  switch (plan.kind) {
    case "create": {
      const { text, target } = plan.operation;
      // As the file has them: a placeholder's value is shown nowhere.
      const { Name, TopicId } = writtenRequest(text).value;
      return l10n.t("create “{0}” in {1}, log topic {2}", String(Name), target.region, String(TopicId));
    }
    case "exists":
      return existing(plan);
    case "uncompared":
      return l10n.t("has Id {0}; it could not be compared: {1}", plan.id, plan.note);
    case "gone":
      return l10n.t("has Id {0}, which is not in the cloud any more", plan.id);
    case "invalid":
      return plan.message;
  }
}

function existing({ id, differences }: Extract<Planned, { kind: "exists" }>): string {
  if (differences.length === 0) return l10n.t("has Id {0}, same as in the cloud", id);
  const names = differences.map(({ pointer }) => dotted(pointer)).join(", ");
  return l10n.t("has Id {0}, differs from the cloud in {1}", id, names);
}
