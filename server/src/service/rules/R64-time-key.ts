import * as l10n from "@vscode/l10n";
import { valueAt } from "../conditions.ts";
import { propertyNode, spanOf } from "../diagnostics/finding.ts";
import { closest } from "../diagnostics/suggest.ts";
import { decidedList, decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const RULE = "LogRechargeRule";
const KEYS = [RULE, "Keys"];

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
    const timeKey = decidedString(context, [RULE, "TimeKey"]);
    const switched = valueAt(context.value, [RULE, "DefaultTimeSwitch"]) === false;
    if (!timeKey || !switched || (type?.value !== "fullregex_log" && type?.value !== "delimiter_log")) return;
    // A name that is not known yet might be the one.
    const names = decidedList(context, KEYS);
    if (!names || names.includes(timeKey.value)) return;
    const suggestion = closest(timeKey.value, names);
    const key = propertyNode(context, KEYS)?.children?.[0];
    yield {
      node: timeKey.node,
      message: l10n.t(
        "`TimeKey` names “{0}”, which is not among `Keys`: {1}.",
        timeKey.value,
        names.slice(0, 20).join(", "),
      ),
      ...(suggestion !== undefined && { suggestion }),
      related: key ? [{ message: l10n.t("The extracted fields are here."), at: spanOf(key) }] : [],
    };
  },
};
