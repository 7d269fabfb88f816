import * as l10n from "@vscode/l10n";
import { Argument, Command } from "commander";
import { examples } from "../help.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export function completionCommand(): Command {
  return new Command("completion")
    .summary(l10n.t("print a completion script for a shell"))
    .description(l10n.t("Prints a script that makes the Tab key complete commands, options and their values."))
    .addArgument(new Argument("<shell>", l10n.t("the shell to complete in")).choices(SHELLS))
    .addHelpText("after", () =>
      examples([
        ['eval "$(cls-recharge completion bash)"', l10n.t("in ~/.bashrc")],
        ['eval "$(cls-recharge completion zsh)"', l10n.t("in ~/.zshrc, after compinit")],
        [
          "cls-recharge completion fish > ~/.config/fish/completions/cls-recharge.fish",
          l10n.t("once; again after an update"),
        ],
      ]),
    )
    .action(async (shell: Shell, _options: object, command: Command) => {
      const { completionScript } = await import("../completion.ts");
      process.stdout.write(completionScript(shell, command.parent ?? command));
    });
}
