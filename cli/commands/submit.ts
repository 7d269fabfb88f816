import * as l10n from "@vscode/l10n";
import { Command, Option } from "commander";
import { UsageError } from "../exit.ts";
import { examples, exitCodes } from "../help.ts";
import { seconds } from "../options.ts";
import type { AccountOptions } from "../remote/account.ts";
import { canAsk } from "../terminal.ts";

export interface SubmitOptions extends AccountOptions {
  yes?: true;
  dryRun?: true;
  format: "text" | "json";
  settle?: number;
  timeout?: number;
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
  return accountOptions(command)
    .addOption(
      new Option("--format <format>", l10n.t("how to print results")).choices(["text", "json"]).default("text"),
    )
    .addHelpText("after", () =>
      [
        examples([
          ["cls-recharge submit orders.recharge.json --region ap-guangzhou", l10n.t("one file, after a question")],
          ["cls-recharge submit orders.recharge.json --sandbox --yes", l10n.t("try it: nothing leaves this computer")],
          ["cls-recharge submit tasks --yes --format json > result.json", l10n.t("a folder, in a pipeline")],
        ]),
        credentialsHelp(),
        exitCodes(),
      ].join(""),
    )
    .action(async (paths: string[], options: SubmitOptions) => {
      if (!options.yes && !options.dryRun && !canAsk()) {
        throw new UsageError(
          l10n.t(
            "Nothing was sent: without a terminal nobody can be asked. Give --yes to submit, or --dry-run to see what would be done.",
          ),
        );
      }
      const { submit } = await import("../remote/index.ts");
      process.exitCode = await submit(paths, options);
    });
}

/** What `submit` and `recover` both need to reach the API. */
export function accountOptions(command: Command, { sandbox } = { sandbox: true }): Command {
  if (sandbox) {
    command.addOption(
      new Option("--sandbox", l10n.t("start a sandbox for this run and submit to it")).conflicts([
        "endpoint",
        "profile",
      ]),
    );
  }
  return command
    .option("--region <region>", l10n.t("region of files that name none, such as ap-guangzhou"))
    .option("--profile <name>", l10n.t("credentials to use, of the profile files or the environment"))
    .option("--endpoint <address>", l10n.t("an endpoint of Tencent Cloud, or a sandbox on this computer"))
    .option("--settle <seconds>", l10n.t("how long a task may take to appear after a lost answer; 60"), seconds)
    .option("--timeout <seconds>", l10n.t("how long to wait for an answer; 60"), seconds);
}

export function credentialsHelp(): string {
  return l10n.t(
    "\nCredentials are never arguments. They come from TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN,\n~/.tencentcloud/credentials, or the profiles of tccli. Placeholders in files come from the environment too:\n{0} from NAME, {1} from CLS_RECHARGE_SECRET_NAME.\n",
    "${env:NAME}",
    "${secret:name}",
  );
}
