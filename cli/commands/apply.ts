import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { cloudCommand, requireConsent } from "./shared.ts";
import type { SubmitOptions } from "./submit.ts";

export interface ApplyOptions extends SubmitOptions {
  force?: true;
  replace?: true;
}

export function applyCommand(): Command {
  const command = new Command("apply")
    .summary(l10n.t("create or update tasks, so that the cloud is as the files say"))
    .description(
      l10n.t(
        "Creates the task of each file that has no Id, and updates the tasks that differ from their files. First it shows what would change and asks. Nothing is sent while one of the files has errors; a task that somebody else changed meanwhile is left alone. Tasks without a file are never touched.",
      ),
    )
    .argument("<paths...>", l10n.t("files, folders or glob patterns"))
    .option("--yes", l10n.t("do not ask; for pipelines"))
    .option("--dry-run", l10n.t("only show what would be done"))
    .option(
      "--replace",
      l10n.t("delete and create again what cannot be changed: data is imported twice, or lost, as Offset says"),
    )
    .option("--force", l10n.t("update also what does not differ: a password that has changed cannot be seen"));
  return cloudCommand(command, [
    ["cls-recharge apply tasks --dry-run", l10n.t("what would change")],
    ["cls-recharge apply tasks --yes --format json > result.json", l10n.t("a folder, in a pipeline")],
  ]).action(async (paths: string[], options: ApplyOptions) => {
    requireConsent(options);
    const { remote } = await import("../remote/index.ts");
    const { apply } = await remote.apply();
    process.exitCode = await apply(paths, options);
  });
}
