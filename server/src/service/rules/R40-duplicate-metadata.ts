import * as l10n from "@vscode/l10n";
import { strings } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const duplicateMetadata: Rule = {
  id: "R40",
  severity: "warning",
  title: () => l10n.t("Kafka metadata is named twice"),
  description: () => l10n.t("Naming a piece of Kafka metadata twice in `Metadata` adds nothing."),
  *check(context) {
    const seen = new Set<string>();
    for (const item of strings(context, ["LogRechargeRule", "Metadata"])) {
      if (seen.has(item.value)) {
        yield { node: item.node, message: l10n.t("“{0}” is in the list already.", item.value) };
      }
      seen.add(item.value);
    }
  },
};
