import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { type CloudOptions, cloudCommand } from "./shared.ts";

export interface RecoverOptions extends CloudOptions {
  yes?: true;
}

export function recoverCommand(): Command {
  const command = new Command("recover")
    .summary(l10n.t("list and settle unfinished operations"))
    .description(
      l10n.t(
        "Lists operations that did not come to an end, because an answer was lost or a program was stopped, and settles them: finds the task in the cloud and writes its Id into the file. Nothing is ever sent again.",
      ),
    )
    .option("--yes", l10n.t("settle all that need no question, without asking"));
  return cloudCommand(
    command,
    [
      ["cls-recharge recover", l10n.t("what is unfinished; at a terminal, settle it too")],
      ["cls-recharge recover --yes --settle 120", l10n.t("in a pipeline, patiently")],
    ],
    { sandbox: false },
  ).action(async (options: RecoverOptions) => {
    const { remote } = await import("../remote/index.ts");
    const { recoverAll } = await remote.recover();
    process.exitCode = await recoverAll(options);
  });
}
