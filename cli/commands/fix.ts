import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { examplesAndExitCodes } from "../help.ts";
import { type RuleOptions, ruleOptions } from "./rule-options.ts";

export interface FixOptions extends RuleOptions {
  dryRun?: true;
}

export function fixCommand(): Command {
  const command = new Command("fix")
    .summary(l10n.t("fix what has one right answer"))
    .description(
      l10n.t(
        "Fixes task files as the editor's fix on save does: what has exactly one right answer and changes nothing of what a file means, such as a field in the wrong case, a number in quotes or a comma too many. Everything that needs a decision is left to you; validate lists it. Comments, layout and line ends stay. Names of changed files are printed; with `-` the text itself.",
      ),
    )
    .argument("[paths...]", l10n.t("files, folders, glob patterns, or - for standard input"))
    .option("--dry-run", l10n.t("change nothing; print the differences, and fail when there are any"));
  return ruleOptions(command)
    .addHelpText("after", () =>
      examplesAndExitCodes([
        ["cls-recharge fix", l10n.t("every task file below the current folder")],
        ["cls-recharge fix --dry-run tasks", l10n.t("see what would change")],
        ["cls-recharge fix --rule R49=off orders.recharge.json", l10n.t("without the fixes of one rule")],
        ["cls-recharge fix - < draft.json > orders.recharge.json", l10n.t("from standard input to a file")],
      ]),
    )
    .action(async (paths: string[], options: FixOptions) => {
      const { fixFiles } = await import("../local/index.ts");
      process.exitCode = await fixFiles(paths, options);
    });
}
