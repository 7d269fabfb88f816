/** Options of the commands that look at findings: which rules count, and for which name standard input stands. */
import * as l10n from "@vscode/l10n";
import type { Command } from "commander";
import { collect } from "../options.ts";

export interface RuleOptions {
  rule: string[];
  config?: string;
  stdinFilename: string;
}

export function ruleOptions(command: Command): Command {
  return command
    .option("--rule <id=setting>", l10n.t("change a rule, as in R23=off; may be repeated"), collect, [])
    .option("--config <file>", l10n.t("use this file instead of the nearest .rechargerc.json"))
    .option(
      "--stdin-filename <path>",
      l10n.t("name for standard input in findings and for finding settings"),
      "<stdin>",
    );
}
