import * as l10n from "@vscode/l10n";
import { hasEffect } from "../conditions.ts";
import { indexObstacle, parentAmong } from "../field-names.ts";
import { decidedString, listAt, strings } from "./reading.ts";
import type { Rule } from "./rule.ts";

const RULE = "LogRechargeRule";
const LISTS = [
  [RULE, "Keys"],
  [RULE, "JsonExpand", "Fields"],
];

export const fieldNames: Rule = {
  id: "R70",
  severity: "warning",
  title: () => l10n.t("A field cannot be indexed by its name"),
  description: () =>
    l10n.t(
      'Fields are searched by key-value indexes, whose names hold no `*`, `\\`, `"` or comma, do not start with `_` (except `__CONTENT__`), and are not parent and child of each other, such as `a` and `a.b`.',
    ),
  *check(context) {
    const failed = decidedString(context, [RULE, "UnMatchLogKey"]);
    const lists = LISTS.filter((path) => listAt(context, path) && hasEffect(context.held, path));
    for (const name of [...(failed ? [failed] : []), ...lists.flatMap((path) => strings(context, path))]) {
      const message = indexObstacle(name.value);
      if (message !== undefined) yield { node: name.node, message };
    }
    const keys = strings(context, [RULE, "Keys"]);
    // Most files have no such names, and to make a set of all names takes longer than everything else here.
    if (!keys.some(({ value }) => value.includes("."))) return;
    const names = new Set(keys.map(({ value }) => value));
    for (const key of keys) {
      const parent = parentAmong(key.value, names);
      if (parent === undefined) continue;
      yield { node: key.node, message: l10n.t("“{0}” and “{1}” cannot both be indexed.", parent, key.value) };
    }
  },
};
