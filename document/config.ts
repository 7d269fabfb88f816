/**
 * `.rechargerc.json`: rule severities checked in with the task files, for the editor and the command line alike.
 *
 *     { "rules": { "R23": "off", "R45": "warning" } }
 *
 * The nearest file counts, from the task file's folder upwards. Comments are allowed. Pure: who reads it finds the file.
 */
import * as l10n from "@vscode/l10n";
import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { properties } from "./effective.ts";

export const CONFIG_FILE_NAME = ".rechargerc.json";

export const RULE_SETTINGS = ["off", "error", "warning", "info", "hint"] as const;
export type RuleSetting = (typeof RULE_SETTINGS)[number];

/** Rule id, such as `R23`, to its setting. Rules that are not named keep their own severity. */
export type RuleSettings = ReadonlyMap<string, RuleSetting>;

interface ConfigProblem {
  message: string;
  /** In UTF-16 units from the start of the text. */
  offset: number;
}

export interface Config {
  rules: RuleSettings;
  /** What could not be understood. The rest counts all the same. */
  problems: ConfigProblem[];
}

export function isRuleSetting(value: unknown): value is RuleSetting {
  return RULE_SETTINGS.some((setting) => setting === value);
}

/** Reads the text of a `.rechargerc.json`. Never throws: what is wrong is in `problems`. */
export function parseConfig(text: string): Config {
  const rules = new Map<string, RuleSetting>();
  const problems: ConfigProblem[] = [];
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  for (const { offset } of errors.slice(0, 1)) {
    problems.push({ offset, message: l10n.t("this is not JSON") });
  }
  if (root && root.type !== "object") {
    problems.push({ offset: root.offset, message: l10n.t('an object is expected, such as {"rules": {"R23": "off"}}') });
  }
  for (const { name, value } of properties(root)) {
    if (!value || name === "$schema") continue;
    if (name === "rules" && value.type === "object") readRules(value, rules, problems);
    else if (name === "rules") {
      problems.push({ offset: value.offset, message: l10n.t('"rules" must be an object, such as {"R23": "off"}') });
    } else problems.push({ offset: value.offset, message: l10n.t('"{0}" is not known here; only "rules" is', name) });
  }
  return { rules, problems };
}

function readRules(object: Node, rules: Map<string, RuleSetting>, problems: ConfigProblem[]): void {
  for (const { name, value } of properties(object)) {
    if (!value) continue;
    if (isRuleSetting(value.value)) rules.set(name, value.value);
    else {
      const allowed = RULE_SETTINGS.map((setting) => `"${setting}"`).join(", ");
      problems.push({
        offset: value.offset,
        message: l10n.t('the setting of "{0}" must be one of {1}', name, allowed),
      });
    }
  }
}
