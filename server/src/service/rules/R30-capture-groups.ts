import * as l10n from "@vscode/l10n";
import { propertyNode, spanOf } from "../diagnostics/finding.ts";
import { isMalformed } from "../regex/engine.ts";
import { readRegex } from "../regex/regex.ts";
import { decidedList, decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const RULE = "LogRechargeRule";
const KEYS = [RULE, "Keys"];

export const captureGroups: Rule = {
  id: "R30",
  severity: "warning",
  title: () => l10n.t("Capture groups and names do not match"),
  description: () =>
    l10n.t(
      "In `fullregex_log` each capture group of `LogRegex` becomes the field named at its place in `Keys`: there should be as many names as groups, in the same order. Groups that only hold things together are written `(?:…)`.",
    ),
  *check(context) {
    const type = decidedString(context, [RULE, "RechargeType"]);
    const regex = decidedString(context, [RULE, "LogRegex"]);
    const names = decidedList(context, KEYS);
    // The groups of a malformed pattern cannot be counted.
    if (type?.value !== "fullregex_log" || !regex || isMalformed(regex.value)) return;
    if (names === undefined) return;
    const count = readRegex(regex.value).groups.length;
    if (names.length === count) return;
    const pairs = Array.from({ length: Math.max(count, names.length) }, (_, index) => {
      const group = index < count ? `(${index + 1})` : "–";
      return `${group} ${names[index] ?? "?"}`;
    });
    const property = propertyNode(context, KEYS);
    const [key, node] = property?.children ?? [];
    if (!key || !node) return;
    yield {
      node,
      span: spanOf(key),
      message: l10n.t(
        "Capture groups of `LogRegex`: {0}, names in `Keys`: {1}. They pair up as {2}.",
        count,
        names.length,
        pairs.slice(0, 20).join(", "),
      ),
      related: [{ message: l10n.t("The capture groups are here."), at: spanOf(regex.node) }],
    };
  },
};
