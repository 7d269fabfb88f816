import * as l10n from "@vscode/l10n";
import { spanOf, valueNode } from "../finding.ts";
import { closest } from "../suggest.ts";
import { decidedString, strings } from "./reading.ts";
import type { Rule } from "./rule.ts";

const RULE = "LogRechargeRule";

export const timeKey: Rule = {
  id: "R64",
  severity: "warning",
  title: () => l10n.t("The time field is not among the extracted fields"),
  description: () =>
    l10n.t(
      "With `fullregex_log` and `delimiter_log` a log has only the fields named in `Keys`: the one that `TimeKey` names should be among them.",
    ),
  *check(context) {
    const type = decidedString(context, [RULE, "RechargeType"]);
    const node = decidedString(context, [RULE, "TimeKey"]);
    const keys = valueNode(context, [RULE, "Keys"]);
    const switched = valueNode(context, [RULE, "DefaultTimeSwitch"])?.value === false;
    if (!node || !switched || (type?.value !== "fullregex_log" && type?.value !== "delimiter_log")) return;
    const names = strings(keys).map(({ value }) => String(value));
    // A name that is not known yet might be the one.
    if (!keys || names.length === 0 || names.length !== keys.children?.length || names.includes(node.value)) return;
    const suggestion = closest(node.value, names);
    yield {
      node,
      message: l10n.t(
        "`TimeKey` names “{0}”, which is not among `Keys`: {1}.",
        node.value,
        names.slice(0, 20).join(", "),
      ),
      ...(suggestion !== undefined && { suggestion }),
      related: [{ message: l10n.t("The extracted fields are here."), at: spanOf(keys.parent?.children?.[0] ?? keys) }],
    };
  },
};
