import * as l10n from "@vscode/l10n";
import { spanInside } from "../diagnostics/finding.ts";
import { directives, isLetterPattern, translateDirectives } from "../time/format.ts";
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
    const whole = decidedString(context, ["LogRechargeRule", "TimeFormat"]);
    if (!whole || isLetterPattern(whole.value)) return;
    const format = whole.value;
    const found = directives(format);
    if (found.length === 0)
      yield { node: whole.node, message: l10n.t("The format has no directive such as {0}.", "%Y") };
    if (found.every(({ text, known }) => known && text !== "%F")) return;
    const hasDate = found.length > 1 && found.some(({ text }) => text === "%F");
    const suggestion = translateDirectives(hasDate ? format.replaceAll("%F", "%Y-%m-%d") : format);
    const meant = { ...(suggestion !== undefined && { suggestion }) };
    for (const { text, offset, known } of found) {
      if (known && !(text === "%F" && hasDate)) continue;
      const { node } = whole;
      const span = spanInside(context, node, offset, offset + text.length);
      const message = known
        ? l10n.t("“%F” is a Unix time in milliseconds here. The date is {0}.", "%Y-%m-%d")
        : l10n.t("“{0}” is not among the directives that CLS lists.", text);
      yield { node, span, message, ...meant };
    }
  },
};
