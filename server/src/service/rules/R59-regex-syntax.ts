import * as l10n from "@vscode/l10n";
import { isMalformed, syntaxError } from "../regex/engine.ts";
import { readRegex } from "../regex/regex.ts";
import { patterns } from "./patterns.ts";
import type { Rule } from "./rule.ts";

const LONGEST = 4096;

export const regexSyntax: Rule = {
  id: "R59",
  severity: "error",
  title: () => l10n.t("The regular expression is malformed"),
  description: () =>
    l10n.t(
      "`LogRegex` and `TimeRegex` are regular expressions. Which engine reads them is not documented: an error is what neither RE2 nor a backtracking engine takes, a warning what RE2 refuses.",
    ),
  *check(context) {
    for (const { name, text } of patterns(context)) {
      const pattern = text.value;
      if (pattern.length > LONGEST) {
        yield { node: text.node, severity: "hint", message: l10n.t("The pattern is too long to check.") };
        continue;
      }
      const problem = syntaxError(pattern);
      if (problem === undefined) continue;
      if (isMalformed(pattern)) {
        yield { node: text.node, message: l10n.t("`{0}` is not a regular expression: {1}.", name, translate(problem)) };
      } else if (readRegex(pattern).specials.length === 0) {
        // What only some engines understand is reported on its own.
        yield {
          node: text.node,
          severity: "warning",
          message: l10n.t("RE2 refuses `{0}`: {1}.", name, translate(problem)),
        };
      }
    }
  },
};

/** The engine speaks English only. */
function translate(problem: string): string {
  switch (problem) {
    case "missing closing )":
      return l10n.t("a closing parenthesis is missing");
    case "unexpected )":
      return l10n.t("a closing parenthesis has no opening one");
    case "missing closing ]":
      return l10n.t("a closing bracket is missing");
    case "missing argument to repetition operator":
      return l10n.t("a quantifier has nothing before it to repeat");
    case "invalid nested repetition operator":
      return l10n.t("a quantifier follows another one");
    case "invalid repeat count":
      return l10n.t("a count of repetitions is out of order or above 1000");
    case "invalid character class range":
      return l10n.t("a range of characters is out of order");
    case "invalid escape sequence":
      return l10n.t("an escape is unknown");
    case "trailing backslash at end of expression":
      return l10n.t("it ends with a backslash");
    case "invalid named capture":
      return l10n.t("the name of a group is malformed");
    case "duplicate capture group name":
      return l10n.t("two groups have the same name");
    default:
      return problem;
  }
}
