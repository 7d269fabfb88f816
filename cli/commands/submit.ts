import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { type CloudOptions, cloudCommand, requireConsent } from "./shared.ts";

export interface SubmitOptions extends CloudOptions {
  yes?: true;
  dryRun?: true;
}

export function submitCommand(): Command {
  const command = new Command("submit")
    .summary(l10n.t("create the tasks of task files"))
    .description(
      l10n.t(
        "Creates the import task of each file that has no Id, and writes the Id into it. First it shows what would be done and asks. Nothing is sent while one of the files has errors; no create is ever sent twice by itself.",
      ),
    )
    .argument("<paths...>", l10n.t("files, folders or glob patterns"))
    .option("--yes", l10n.t("do not ask; for pipelines"))
    .option("--dry-run", l10n.t("only show what would be done"));
  return cloudCommand(command, [
    ["cls-recharge submit orders.recharge.json --region ap-guangzhou", l10n.t("one file, after a question")],
    ["cls-recharge submit orders.recharge.json --sandbox --yes", l10n.t("try it: nothing leaves this computer")],
    ["cls-recharge submit tasks --yes --format json > result.json", l10n.t("a folder, in a pipeline")],
  ]).action(async (paths: string[], options: SubmitOptions) => {
    requireConsent(options);
    const { remote } = await import("../remote/index.ts");
    const { submit } = await remote.submit();
    process.exitCode = await submit(paths, options);
  });
}
