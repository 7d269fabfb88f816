import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { examplesAndExitCodes } from "../help.ts";

export interface FormatOptions {
  check?: true;
}

export function formatCommand(): Command {
  return new Command("format")
    .summary(l10n.t("lay out task files"))
    .description(
      l10n.t(
        "Lays out task files as the editor's formatter does: two blanks of indentation, one field a line. Comments, values and line ends stay. Names of changed files are printed; with `-` the text itself.",
      ),
    )
    .argument("[paths...]", l10n.t("files, folders, glob patterns, or - for standard input"))
    .option("--check", l10n.t("change nothing; fail when a file would change"))
    .addHelpText("after", () =>
      examplesAndExitCodes([
        ["cls-recharge format", l10n.t("every task file below the current folder")],
        ["cls-recharge format --check tasks", l10n.t("in a pipeline")],
      ]),
    )
    .action(async (paths: string[], options: FormatOptions) => {
      const { formatFiles } = await import("../local/index.ts");
      process.exitCode = await formatFiles(paths, options);
    });
}
