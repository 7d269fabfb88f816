import * as l10n from "@vscode/l10n";
import { findProperty } from "../../../../document/effective.ts";
import type { Rule } from "./rule.ts";

export const emptyGroup: Rule = {
  id: "R45",
  severity: "hint",
  title: () => l10n.t("Without a consumer group, CLS creates one"),
  description: () =>
    l10n.t(
      "When `ConsumerGroupName` is empty, CLS creates the group `cls-<task Id>`: the cluster must allow groups to be created automatically.",
    ),
  *check(context) {
    if (context.isWhole) return;
    const property = findProperty(context.root, "ConsumerGroupName");
    if (property?.value?.value !== "") return;
    yield {
      node: property.node,
      message: l10n.t(
        "CLS creates a consumer group of its own: the cluster must allow groups to be created automatically.",
      ),
    };
  },
};
