import * as l10n from "@vscode/l10n";
import { Command, Option } from "commander";
import { examples } from "../help.ts";

export interface InitOptions {
  template?: string;
  list?: true;
}

export function initCommand(): Command {
  return new Command("init")
    .summary(l10n.t("write a new task file from a template"))
    .description(
      l10n.t(
        "Writes a new task file with example values to replace. A file that exists is never overwritten; `-` prints to standard output.",
      ),
    )
    .argument("[file]", l10n.t("the file to write"), "new.recharge.json")
    .option("--template <name>", l10n.t("a template's number or name; the first one by default"))
    .addOption(new Option("--list", l10n.t("list the templates")).conflicts("template"))
    .addHelpText("after", () =>
      examples([
        ["cls-recharge init --list", l10n.t("which templates there are")],
        ["cls-recharge init orders.recharge.json --template 2", l10n.t("a file from the second one")],
      ]),
    )
    .action(async (file: string, options: InitOptions, command: Command) => {
      if (options.list && command.args.length > 0) command.error("", { code: "commander.excessArguments" });
      const { init } = await import("../local/index.ts");
      init(file, options);
    });
}
