/** Options and texts of the commands that reach the cloud. */
import * as l10n from "@vscode/l10n";
import { type Command, Option } from "commander";
import { UsageError } from "../exit.ts";
import { type Example, examples, exitCodes } from "../help.ts";
import { patience, seconds } from "../options.ts";
import type { AccountOptions } from "../remote/account.ts";
import { canAsk } from "../terminal.ts";

/** What {@link cloudCommand} lets one say. */
export interface CloudOptions extends AccountOptions {
  format: "text" | "json";
  /** Seconds. */
  settle?: number;
  /** Seconds. */
  timeout?: number;
}

/**
 * A command that reaches the cloud and has a result for each file, with what all of them share: options and help.
 * @param list - examples.
 */
export function cloudCommand(
  command: Command,
  list: readonly Example[],
  { sandbox = true, changes = true, region = l10n.t("region of files that name none, such as ap-guangzhou") } = {},
): Command {
  if (sandbox) {
    command.addOption(
      new Option("--sandbox", l10n.t("start a sandbox for this run and send to it")).conflicts(["endpoint", "profile"]),
    );
  }
  if (changes) {
    const text = l10n.t("how long a task may take to appear after a lost answer; 60 by default");
    command.option("--settle <seconds>", text, seconds);
  }
  return command
    .option("--region <region>", region)
    .option("--profile <name>", l10n.t("credentials to use, of the profile files or the environment"))
    .option("--endpoint <address>", l10n.t("an endpoint of Tencent Cloud, or a sandbox on this computer"))
    .option("--timeout <seconds>", l10n.t("how long to wait for an answer; 60 by default"), patience)
    .addOption(
      new Option("--format <format>", l10n.t("how to print results")).choices(["text", "json"]).default("text"),
    )
    .addHelpText("after", () => examples(list) + credentialsHelp() + exitCodes());
}

function credentialsHelp(): string {
  return l10n.t(
    "\nCredentials are never arguments. They come from TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN,\n~/.tencentcloud/credentials, or the profiles of tccli. Placeholders in files come from the environment too:\n{0} from NAME, {1} from CLS_RECHARGE_SECRET_NAME.\n",
    "${env:NAME}",
    "${secret:name}",
  );
}

/** @throws UsageError where nobody can be asked and nobody agreed beforehand. */
export function requireConsent({ yes, dryRun }: { yes?: true; dryRun?: true }): void {
  if (yes || dryRun || canAsk()) return;
  throw new UsageError(
    l10n.t(
      "Nothing was sent: without a terminal nobody can be asked. Give --yes to go ahead, or --dry-run to see what would be done.",
    ),
  );
}
