import * as l10n from "@vscode/l10n";
import { itemNode, itemsAt, repeats } from "./reading.ts";
import type { Rule } from "./rule.ts";

const METADATA = ["LogRechargeRule", "Metadata"];

export const duplicateMetadata: Rule = {
  id: "R40",
  severity: "warning",
  title: () => l10n.t("Kafka metadata is named twice"),
  description: () => l10n.t("Naming a piece of Kafka metadata twice in `Metadata` adds nothing."),
  *check(context) {
    for (const { item } of repeats(itemsAt(context, METADATA))) {
      const message = l10n.t("“{0}” is in the list already.", item.value);
      yield { node: itemNode(context, METADATA, item), message };
    }
  },
};
