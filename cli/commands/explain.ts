import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { examples } from "../help.ts";

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
    .action(async (topic: string) => {
      const { explain } = await import("../local/index.ts");
      process.stdout.write(explain(topic));
    });
}
