/** What to tell a user whose command line cannot be understood. */
import * as l10n from "@vscode/l10n";
import type { CommanderError } from "commander";

const SECRET = /secret|token|passw|credential|access-?key/i;

/** The code of an error of our own, as commander's are. */
export const TAKES_NO_VALUE = "recharge.takesNoValue";

/** @param error - as commander throws it; its English message is only read for the names in it. */
export function usageMessage(error: CommanderError): string {
  // Without the value in `--name=value`: it may be a secret, and output ends up in logs.
  const named = /'([^'= ]*)/.exec(error.message)?.[1] ?? "";
  const text = mainText(error, named);
  const similar = /\(Did you mean (?:one of )?(.*)\?\)/.exec(error.message)?.[1];
  return similar ? `${text}\n${l10n.t("Did you mean {0}?", similar)}` : text;
}

function mainText(error: CommanderError, named: string): string {
  switch (error.code) {
    case "commander.unknownOption":
      return SECRET.test(named) ? secretRefused(named) : l10n.t("there is no option {0}", named);
    case "commander.unknownCommand":
      return l10n.t("there is no command {0}", named);
    case "commander.missingArgument":
      return l10n.t("{0} is missing; see --help", named);
    case "commander.missingMandatoryOptionValue":
      return l10n.t("{0} is missing; see --help", named);
    case "commander.invalidArgument":
      return invalidValue(error.message);
    case "commander.optionMissingArgument":
      return l10n.t("{0} needs a value", named);
    case TAKES_NO_VALUE:
      return l10n.t("{0} takes no value", named);
    case "commander.conflictingOption":
      return l10n.t(
        "{0} and {1} cannot be used together",
        named,
        error.message.match(/with option '([^' ]*)/)?.[1] ?? "",
      );
    case "commander.excessArguments":
      return l10n.t("too many arguments; see --help");
    default:
      return error.message.replace(/^error: /, "").replace(/\n\(Did you mean.*$/s, "");
  }
}

/** @param message "option '--port <number>' argument 'x' is invalid. …", or "… value 'x' is invalid for argument 'shell'. …" */
function invalidValue(message: string): string {
  const [, option, value = "", argument, reason = ""] =
    /(?:option '([^' ]*).* argument|value) '(.*)' is invalid(?: for argument '([^']*)')?\. (.*)$/s.exec(message) ?? [];
  const choices = /^Allowed choices are (.*)\.$/.exec(reason)?.[1];
  const expected = choices ? l10n.t("It takes {0}.", choices) : reason;
  return l10n.t('{0} cannot be "{1}". {2}', option ?? argument ?? "", value, expected);
}

function secretRefused(option: string): string {
  return l10n.t(
    "{0} is refused: arguments are visible to every process and stay in the shell's history.\nSet TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or name a profile with --profile. If a real secret was typed here, replace it.",
    option,
  );
}
