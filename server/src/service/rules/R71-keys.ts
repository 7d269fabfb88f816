import * as l10n from "@vscode/l10n";
import { spanOf } from "../finding.ts";
import { strings, type Text } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const keys: Rule = {
  id: "R71",
  severity: "warning",
  title: () => l10n.t("Extracted fields share a name or have none"),
  description: () =>
    l10n.t(
      "Two fields of one name in `Keys` cannot both be in a log. An empty name drops that piece of the message in other kinds of import; for Kafka this is not documented.",
    ),
  *check(context) {
    const seen = new Map<string, Text>();
    for (const name of strings(context, ["LogRechargeRule", "Keys"])) {
      const first = seen.get(name.value);
      if (name.value === "") {
        yield {
          node: name.node,
          message: l10n.t("This name is empty: whether that drops the piece is not documented for Kafka."),
        };
      } else if (first) {
        const related = [{ message: l10n.t("The other one is here."), at: spanOf(first.node) }];
        yield { node: name.node, message: l10n.t("“{0}” is the name of two fields.", name.value), related };
      }
      seen.set(name.value, first ?? name);
    }
  },
};
