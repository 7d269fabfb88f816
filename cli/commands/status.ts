import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import type { Example } from "../help.ts";
import { type CloudOptions, cloudCommand } from "./shared.ts";

export function statusCommand(): Command {
  const command = new Command("status")
    .summary(l10n.t("say how the tasks of files are"))
    .description(
      l10n.t(
        "Says of each file whether its task is running, paused or in error, and whether it is as the file says; then names the tasks of their log topics that no task file in their folders is of. Changes nothing. Passwords are never compared.",
      ),
    );
  return lookCommand(command, [
    ["cls-recharge status", l10n.t("every task below the current folder")],
    ["cls-recharge status tasks --format json", l10n.t("for programs")],
  ]).action(async (paths: string[], options: CloudOptions) => {
    const { remote } = await import("../remote/index.ts");
    const { status } = await remote.status();
    process.exitCode = await status(paths, options);
  });
}

export function diffCommand(): Command {
  const command = new Command("diff")
    .summary(l10n.t("show how tasks differ from their files"))
    .description(
      l10n.t(
        "Shows the fields in which tasks differ from their files: “-” is the cloud, “+” the file. What the server fills in by itself is no difference; passwords are never compared. Exits with 1 when there is a difference, a task is missing, or something could not be compared.",
      ),
    );
  return lookCommand(command, [
    ["cls-recharge diff", l10n.t("every task below the current folder")],
    ["cls-recharge diff tasks --format json", l10n.t("to watch for changes by others, in a pipeline")],
  ]).action(async (paths: string[], options: CloudOptions) => {
    const { remote } = await import("../remote/index.ts");
    const { diff } = await remote.status();
    process.exitCode = await diff(paths, options);
  });
}

function lookCommand(command: Command, list: Example[]): Command {
  command.argument("[paths...]", l10n.t("files, folders or glob patterns"));
  return cloudCommand(command, list, { sandbox: false, changes: false });
}
