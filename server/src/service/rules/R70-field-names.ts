import * as l10n from "@vscode/l10n";
import { kept } from "../../../../document/kept.ts";
import { hasEffect } from "../conditions.ts";
import { indexObstacle, parentAmong } from "./field-names.ts";
import { decidedString, type Item, itemNode, itemsAt } from "./reading.ts";
import type { Rule } from "./rule.ts";

const RULE = "LogRechargeRule";
const KEYS = [RULE, "Keys"];
const LISTS = [KEYS, [RULE, "JsonExpand", "Fields"]];

const obstacles = kept((names: readonly Item[]) =>
  names.flatMap((item) => {
    const message = indexObstacle(item.value);
    return message === undefined ? [] : { item, message };
  }),
);

/** The names that are children of others in the list. */
const children = kept((names: readonly Item[]) => {
  // Most files have no such names, and to make a set of all names takes longer than everything else here.
  if (!names.some(({ value }) => value.includes("."))) return [];
  const all = new Set(names.map(({ value }) => value));
  return names.flatMap((item) => {
    const parent = parentAmong(item.value, all);
    return parent === undefined ? [] : { item, parent };
  });
});

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
    const obstacle = failed && indexObstacle(failed.value);
    if (failed && obstacle !== undefined) yield { node: failed.node, message: obstacle };
    for (const path of LISTS) {
      const found = obstacles(itemsAt(context, path));
      if (found.length === 0 || !hasEffect(context.held, path)) continue;
      for (const { item, message } of found) yield { node: itemNode(context, path, item), message };
    }
    for (const { item, parent } of children(itemsAt(context, KEYS))) {
      const message = l10n.t("“{0}” and “{1}” cannot both be indexed.", parent, item.value);
      yield { node: itemNode(context, KEYS, item), message };
    }
  },
};
