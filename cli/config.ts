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
import { UsageError } from "./exit.ts";
import { readText } from "./files.ts";
import { locale } from "./locale.ts";

/** Severities for the file at a path. */
export type SettingsFor = (path: string) => Promise<RuleSettings>;

/**
 * @param configFile - counts for all files; without it the nearest one from each file's folder upwards.
 * @param overrides - as in `R23=off`; they win over any file.
 * @throws UsageError for a file that cannot be read or understood, and for rules and settings that do not exist.
 */
export async function ruleSettings(configFile: string | undefined, overrides: readonly string[]): Promise<SettingsFor> {
  const own = await Promise.all(overrides.map(parseOverride));
  const known = new Map<string, Promise<RuleSettings>>();
  const read = async (file: string | undefined): Promise<RuleSettings> =>
    new Map([...(file ? await readConfig(file) : []), ...own]);
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

async function readConfig(file: string): Promise<RuleSettings> {
  const text = await readText(file);
  const { rules, problems } = parseConfig(text);
  const [problem] = problems;
  if (problem) {
    const line = text.slice(0, problem.offset).split("\n").length;
    throw new UsageError(`${file}:${line}: ${problem.message}`);
  }
  for (const id of rules.keys()) {
    if (!(await isRule(id))) throw new UsageError(`${file}: ${noSuchRule(id)}`);
  }
  return rules;
}

async function parseOverride(text: string): Promise<[string, RuleSetting]> {
  const [id = "", setting] = text.split("=");
  if (!(await isRule(id))) throw new UsageError(`--rule ${text}: ${noSuchRule(id)}`);
  if (isRuleSetting(setting)) return [id, setting];
  throw new UsageError(l10n.t("--rule {0}: write {1}=SETTING, with one of {2}", text, id, RULE_SETTINGS.join(", ")));
}

/** The list of rules is loaded only where one is named. */
async function isRule(id: string): Promise<boolean> {
  const { allRules } = await import("../server/src/service/rule-catalog.ts");
  return allRules(locale).some((rule) => rule.id === id);
}

function noSuchRule(id: string): string {
  return l10n.t('there is no rule "{0}"; docs/rules.md lists them', id);
}
