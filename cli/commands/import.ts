import * as l10n from "@vscode/l10n";
import { Command, Option } from "commander";
import { UsageError } from "../exit.ts";
import { examplesAndExitCodes } from "../help.ts";
import { collect } from "../options.ts";
import { type CloudOptions, cloudCommand } from "./shared.ts";

export interface ImportOptions extends CloudOptions {
  topic?: string;
  task: string[];
  out: string;
  dryRun?: true;
}

export function importCommand(): Command {
  const command = new Command("import")
    .summary(l10n.t("write task files for tasks that exist, or from Terraform"))
    .description(
      l10n.t(
        "Writes a task file for each task of a log topic, or for each {0} in Terraform files. Files that exist are left as they are, and a task whose Id a file holds gets no second one. Passwords are not taken over: a placeholder stands in their place.",
        "tencentcloud_cls_kafka_recharge",
      ),
    )
    .argument("[files...]", l10n.t("Terraform files, or - for standard input"))
    .option("--topic <id>", l10n.t("the log topic whose tasks are wanted"))
    .option("--task <id-or-name>", l10n.t("only this task; may be repeated"), collect, [])
    .option("--out <folder>", l10n.t("where to write the files"), ".")
    .option("--dry-run", l10n.t("only show what would be done"));
  return cloudCommand(
    command,
    [
      [
        "cls-recharge import --topic b53fe5be-7ee3-4031-8043-5a73bad4f572 --region ap-guangzhou",
        l10n.t("every task of a log topic"),
      ],
      ["cls-recharge import main.tf --out tasks", l10n.t("from Terraform")],
    ],
    { sandbox: false, changes: false, region: l10n.t("region of the log topic, such as ap-guangzhou") },
  ).action(async (files: string[], options: ImportOptions) => {
    if ((options.topic === undefined) === (files.length === 0)) {
      throw new UsageError(l10n.t("give either --topic or Terraform files"));
    }
    const { remote } = await import("../remote/index.ts");
    const { importTasks } = await remote.import();
    process.exitCode = await importTasks(files, options);
  });
}

export function exportCommand(): Command {
  return new Command("export")
    .summary(l10n.t("print task files as a Terraform configuration"))
    .description(
      l10n.t(
        "Prints a {0} for each file, with an import block where the task exists. Placeholders become variables; a password is never printed. What the provider cannot say is told on standard error.",
        "tencentcloud_cls_kafka_recharge",
      ),
    )
    .argument("<paths...>", l10n.t("files, folders, glob patterns, or - for standard input"))
    .addOption(new Option("--terraform", l10n.t("as HCL; the only form there is")).makeOptionMandatory())
    .addHelpText("after", () =>
      examplesAndExitCodes([["cls-recharge export --terraform tasks > recharge.tf", l10n.t("a folder")]]),
    )
    .action(async (paths: string[]) => {
      const { remote } = await import("../remote/index.ts");
      const { exportTasks } = await remote.export();
      process.exitCode = await exportTasks(paths);
    });
}
