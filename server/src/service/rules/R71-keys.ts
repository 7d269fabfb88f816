import * as l10n from "@vscode/l10n";
import { spanOf, valueNode } from "../finding.ts";
import { strings } from "./reading.ts";
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
    const seen = new Map<string, ReturnType<typeof strings>[number]>();
    for (const node of strings(valueNode(context, ["LogRechargeRule", "Keys"]))) {
      const first = seen.get(node.value);
      if (node.value === "") {
        yield {
          node,
          message: l10n.t("This name is empty: whether that drops the piece is not documented for Kafka."),
        };
      } else if (first) {
        const related = [{ message: l10n.t("The other one is here."), at: spanOf(first) }];
        yield { node, message: l10n.t("“{0}” is the name of two fields.", node.value), related };
      }
      seen.set(node.value, first ?? node);
    }
  },
};
