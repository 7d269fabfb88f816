import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { UsageError } from "../exit.ts";
import { examples } from "../help.ts";
import { locale } from "../locale.ts";

export function explainCommand(): Command {
  return new Command("explain")
    .summary(l10n.t("explain a rule or a field"))
    .description(
      l10n.t(
        "Prints the documentation of a rule, by its id, or of a field, by its path: what it is for, its values, when it is required, and where the official documentation is.",
      ),
    )
    .argument("<topic>", l10n.t("a rule id such as R19, or a field such as LogRechargeRule.TimeZone"))
    .addHelpText("after", () =>
      examples([
        ["cls-recharge explain R19", l10n.t("a rule that validate has reported")],
        ["cls-recharge explain LogRechargeRule.TimeZone", l10n.t("a field and its values")],
      ]),
    )
    .action(explain);
}

async function explain(topic: string): Promise<void> {
  const { explainField, explainRule, fieldPaths } = await import("../explain.ts");
  const text = explainRule(topic.toUpperCase()) ?? explainField(exactName(topic, fieldPaths()), locale);
  if (!text) throw new UsageError(unknown(topic, fieldPaths()));
  process.stdout.write(text);
}

/** Letter case is forgiven. */
function exactName(topic: string, names: string[]): string {
  return names.find((name) => name.toLowerCase() === topic.toLowerCase()) ?? topic;
}

function unknown(topic: string, names: string[]): string {
  const last = topic.split(".").at(-1)?.toLowerCase() ?? "";
  const similar = names.filter((name) => name.toLowerCase().split(".").at(-1) === last);
  return similar.length > 0
    ? l10n.t('there is no rule or field "{0}"; did you mean {1}?', topic, similar.join(", "))
    : l10n.t('there is no rule or field "{0}"; fields are written as in LogRechargeRule.TimeZone', topic);
}
