import * as l10n from "@vscode/l10n";
import { spanInside } from "../diagnostics/finding.ts";
import { readRegex, type SpecialKind } from "../regex/regex.ts";
import { patterns } from "./patterns.ts";
import type { Rule } from "./rule.ts";

export const regexDialect: Rule = {
  id: "R60",
  severity: "warning",
  title: () => l10n.t("Not every engine understands the regular expression"),
  description: () =>
    l10n.t(
      "Which engine reads `LogRegex` and `TimeRegex` is not documented. Look-around, back-references, atomic groups, possessive quantifiers and the like exist only in backtracking engines, and some escapes only in JavaScript: a pattern without them is read the same everywhere.",
    ),
  *check(context) {
    for (const { name, text } of patterns(context)) {
      const seen = new Set<SpecialKind>();
      for (const { kind, start, end } of readRegex(text.value).specials) {
        if (seen.has(kind)) continue;
        seen.add(kind);
        yield {
          node: text.node,
          span: spanInside(context, text.node, start, end),
          message: l10n.t("Not every engine understands {0} in `{1}`.", describe(kind), name),
        };
      }
      const slashes = /^\/(.+)\/[a-z]*$/.exec(text.value);
      if (!slashes) continue;
      yield {
        node: text.node,
        message: l10n.t("The slashes around `{0}` are part of the pattern here.", name),
        suggestion: slashes[1] ?? "",
      };
    }
  },
};

function describe(kind: SpecialKind): string {
  switch (kind) {
    case "look-around":
      return l10n.t("look-around");
    case "back-reference":
      return l10n.t("back-references");
    case "atomic-group":
      return l10n.t("atomic groups");
    case "possessive-quantifier":
      return l10n.t("possessive quantifiers");
    case "recursion":
      return l10n.t("recursion");
    case "condition":
      return l10n.t("conditions");
    case "comment":
      return l10n.t("comments");
    case "branch-reset":
      return l10n.t("groups that restart counting");
    case "verb":
      return l10n.t("verbs");
    case "pcre-escape":
      return l10n.t("this escape");
    case "unicode-escape":
      return l10n.t("escapes with \\u");
    case "empty-class":
      return l10n.t("an empty character class");
  }
}
