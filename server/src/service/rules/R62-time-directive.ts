import * as l10n from "@vscode/l10n";
import { spanInside } from "../finding.ts";
import { directives, isLetterPattern, translateDirectives } from "../time-format.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const timeDirective: Rule = {
  id: "R62",
  severity: "warning",
  title: () => l10n.t("The time format has a directive that CLS does not list"),
  description: () =>
    l10n.t(
      "`TimeFormat` is made of the directives that CLS documents. They are not quite those of C: `%f` are milliseconds, `%s` is a Unix time in seconds, and `%F` one in milliseconds, not a date.",
    ),
  *check(context) {
    const node = decidedString(context, ["LogRechargeRule", "TimeFormat"]);
    if (!node || isLetterPattern(node.value)) return;
    const format: string = node.value;
    const found = directives(format);
    if (found.length === 0) yield { node, message: l10n.t("The format has no directive such as {0}.", "%Y") };
    const hasDate = found.length > 1 && found.some(({ text }) => text === "%F");
    const suggestion = translateDirectives(hasDate ? format.replaceAll("%F", "%Y-%m-%d") : format);
    const meant = { ...(suggestion !== undefined && { suggestion }) };
    for (const { text, offset, known } of found) {
      const span = spanInside(context, node, offset, offset + text.length);
      if (!known) {
        yield { node, span, message: l10n.t("“{0}” is not among the directives that CLS lists.", text), ...meant };
      } else if (text === "%F" && hasDate) {
        const message = l10n.t("“%F” is a Unix time in milliseconds here. The date is {0}.", "%Y-%m-%d");
        yield { node, span, message, ...meant };
      }
    }
  },
};
