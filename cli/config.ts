/** Finds and reads the `.rechargerc.json` that counts for a task file. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import {
  CONFIG_FILE_NAME,
  isRuleSetting,
  parseConfig,
  RULE_SETTINGS,
  type RuleSetting,
  type RuleSettings,
} from "../document/config.ts";
import { allRules } from "../server/src/service/diagnostics/rule-catalog.ts";
import { UsageError } from "./exit.ts";
import { readFile } from "./files.ts";
import { locale } from "./locale.ts";

/** Severities for the file at a path. */
export type SettingsFor = (path: string) => RuleSettings;

/**
 * @param configFile - counts for all files; without it the nearest one from each file's folder upwards.
 * @param overrides - as in `R23=off`; they win over any file.
 * @throws UsageError for a file that cannot be read or understood, and for rules and settings that do not exist.
 */
export function ruleSettings(configFile: string | undefined, overrides: readonly string[]): SettingsFor {
  if (configFile === "") throw new UsageError(l10n.t("{0} needs a value", "--config"));
  const own = overrides.map(parseOverride);
  const known = new Map<string, RuleSettings>();
  const read = (file: string | undefined): RuleSettings => new Map([...(file ? readConfig(file) : []), ...own]);
  return (path) => {
    const key = configFile ?? dirname(path);
    const settings = known.get(key) ?? read(configFile ?? findUpwards(resolve(key)));
    known.set(key, settings);
    return settings;
  };
}

function findUpwards(folder: string): string | undefined {
  const file = join(folder, CONFIG_FILE_NAME);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent);
}

function readConfig(file: string): RuleSettings {
  const text = readFile(file);
  const { rules, problems } = parseConfig(text);
  const [problem] = problems;
  if (problem) {
    const line = text.slice(0, problem.offset).split("\n").length;
    throw new UsageError(`${file}:${line}: ${problem.message}`);
  }
  for (const id of rules.keys()) {
    if (!isRule(id)) throw new UsageError(`${file}: ${noSuchRule(id)}`);
  }
  return rules;
}

function parseOverride(text: string): [string, RuleSetting] {
  const [id = "", setting, ...rest] = text.split("=");
  if (!isRule(id)) throw new UsageError(`--rule ${text}: ${noSuchRule(id)}`);
  if (isRuleSetting(setting) && rest.length === 0) return [id, setting];
  throw new UsageError(l10n.t("--rule {0}: write {1}=SETTING, with one of {2}", text, id, RULE_SETTINGS.join(", ")));
}

function isRule(id: string): boolean {
  return allRules(locale).some((rule) => rule.id === id);
}

function noSuchRule(id: string): string {
  return l10n.t('there is no rule "{0}"; docs/rules.md lists them', id);
}
