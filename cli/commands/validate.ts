import * as l10n from "@vscode/l10n";
import { Command, Option } from "commander";
import { examplesAndExitCodes } from "../help.ts";
import { wholeNumber } from "../options.ts";
import { FORMATS, type Format } from "../report/report.ts";
import { type RuleOptions, ruleOptions } from "./rule-options.ts";

export interface ValidateOptions extends RuleOptions {
  format: Format;
  maxWarnings?: number;
}

export function validateCommand(): Command {
  const command = new Command("validate")
    .summary(l10n.t("check task files"))
    .description(
      l10n.t(
        "Checks task files against the API's documentation and says why something is wrong.\nFolders are searched for *.recharge.json; `-` is standard input. Without arguments the current folder is checked. Task names, Ids and consumer groups are compared across all files given.",
      ),
    )
    .argument("[paths...]", l10n.t("files, folders, glob patterns, or - for standard input"))
    .addOption(new Option("--format <format>", l10n.t("how to print findings")).choices(FORMATS).default("text"))
    .option("--max-warnings <number>", l10n.t("fail when there are more warnings than this"), wholeNumber);
  return ruleOptions(command)
    .addHelpText("after", () =>
      examplesAndExitCodes([
        ["cls-recharge validate", l10n.t("every task file below the current folder")],
        ["cls-recharge validate tasks 'more/**/kafka-*.json'", l10n.t("a folder and a pattern")],
        ["cls-recharge validate --format github", l10n.t("annotations in a GitHub Actions run")],
        ["cls-recharge validate --format sarif > recharge.sarif", l10n.t("a log for code scanning")],
        ["git show :a.recharge.json | cls-recharge validate -", l10n.t("what is about to be committed")],
        ["cls-recharge validate --rule R23=off --max-warnings 0", l10n.t("one rule less, and no warning at all")],
      ]),
    )
    .action(async (paths: string[], options: ValidateOptions) => {
      const { validate } = await import("../local/index.ts");
      process.exitCode = await validate(paths, options);
    });
}
