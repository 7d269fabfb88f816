import * as l10n from "@vscode/l10n";
import { isLetterPattern, translateLetters } from "../time/format.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const letterPattern: Rule = {
  id: "R63",
  severity: "warning",
  title: () => l10n.t("The time format is one of Java or Moment"),
  description: () =>
    l10n.t("`TimeFormat` takes directives with a percent sign: `yyyy-MM-dd HH:mm:ss` is `%Y-%m-%d %H:%M:%S` here."),
  *check(context) {
    const format = decidedString(context, ["LogRechargeRule", "TimeFormat"]);
    if (!format || !isLetterPattern(format.value)) return;
    const suggestion = translateLetters(format.value);
    const { node } = format;
    yield suggestion === undefined
      ? {
          node,
          message: l10n.t("This is a time format of Java or Moment. CLS takes directives such as {0}.", "%Y-%m-%d"),
        }
      : { node, message: l10n.t("This is a time format of Java or Moment. Here it is {0}.", suggestion), suggestion };
  },
};
