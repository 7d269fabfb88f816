import * as l10n from "@vscode/l10n";
import { kept } from "../../../../document/kept.ts";
import { spanOf } from "../diagnostics/finding.ts";
import { type Item, itemNode, itemsAt, repeats } from "./reading.ts";
import type { Rule } from "./rule.ts";

const KEYS = ["LogRechargeRule", "Keys"];

const empty = kept((names: readonly Item[]) => names.filter(({ value }) => value === ""));

export const keys: Rule = {
  id: "R71",
  severity: "warning",
  title: () => l10n.t("Extracted fields share a name or have none"),
  description: () =>
    l10n.t(
      "Two fields of one name in `Keys` cannot both be in a log. An empty name drops that piece of the message in other kinds of import; for Kafka this is not documented.",
    ),
  *check(context) {
    const names = itemsAt(context, KEYS);
    for (const name of empty(names)) {
      const message = l10n.t("This name is empty: whether that drops the piece is not documented for Kafka.");
      yield { node: itemNode(context, KEYS, name), message };
    }
    for (const { item: name, first } of repeats(names)) {
      if (name.value === "") continue;
      const message = l10n.t("“{0}” is the name of two fields.", name.value);
      const at = spanOf(itemNode(context, KEYS, first));
      yield {
        node: itemNode(context, KEYS, name),
        message,
        related: [{ message: l10n.t("The other one is here."), at }],
      };
    }
  },
};
