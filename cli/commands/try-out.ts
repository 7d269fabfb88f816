import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { type CloudOptions, cloudCommand } from "./shared.ts";

export interface PreviewOptions extends CloudOptions {
  raw?: true;
}

export function checkCommand(): Command {
  const command = new Command("check")
    .summary(l10n.t("try whether CLS reaches the Kafka of task files"))
    .description(
      l10n.t(
        "Lets CLS connect to the Kafka cluster of each file and says what is in the way, at the field concerned. Creates and changes nothing.",
      ),
    )
    .argument("[paths...]", l10n.t("files, folders or glob patterns"));
  const list = [["cls-recharge check orders.recharge.json", l10n.t("before it is submitted")]] as const;
  return cloudCommand(command, list, { changes: false }).action(async (paths: string[], options: CloudOptions) => {
    const { remote } = await import("../remote/index.ts");
    const { check } = await remote.checkConnection();
    process.exitCode = await check(paths, options);
  });
}

export function previewCommand(): Command {
  const command = new Command("preview")
    .summary(l10n.t("show a message of Kafka and the logs made of it"))
    .description(
      l10n.t(
        "Lets CLS read a message from the Kafka of each file, and shows it beside the log that the file's LogRechargeRule makes of it. Creates and changes nothing.",
      ),
    )
    .argument("<paths...>", l10n.t("files, folders or glob patterns"))
    .option("--raw", l10n.t("only the message: works before there is a LogRechargeRule"));
  const list = [
    ["cls-recharge preview orders.recharge.json", l10n.t("before it is submitted")],
    ["cls-recharge preview orders.recharge.json --raw", l10n.t("to write the rule by")],
  ] as const;
  return cloudCommand(command, list, { changes: false }).action(async (paths: string[], options: PreviewOptions) => {
    const { remote } = await import("../remote/index.ts");
    const { preview } = await remote.preview();
    process.exitCode = await preview(paths, options);
  });
}
