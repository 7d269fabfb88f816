import * as l10n from "@vscode/l10n";
import { patterns } from "./patterns.ts";
import type { Rule } from "./rule.ts";

export const doubleEscape: Rule = {
  id: "R61",
  severity: "warning",
  title: () => l10n.t("The regular expression is escaped twice"),
  description: () =>
    l10n.t(
      'JSON needs one backslash more: the pattern `\\d` is written `"\\\\d"`. With four backslashes, as some official pages print it, the pattern matches a backslash followed by the letter.',
    ),
  *check(context) {
    for (const { name, text } of patterns(context)) {
      const pattern = text.value;
      if (!isEscapedTwice(pattern)) continue;
      yield {
        node: text.node,
        message: l10n.t(
          "Every backslash in `{0}` is doubled once too often: it matches a backslash, then a letter.",
          name,
        ),
        suggestion: pattern.replaceAll("\\\\", "\\"),
      };
    }
  },
};

/** Classes such as `\d` behind a literal backslash, and no backslash that escapes anything else. */
function isEscapedTwice(pattern: string): boolean {
  return /\\\\[dDwWsS]/.test(pattern) && !pattern.replaceAll("\\\\", "").includes("\\");
}
