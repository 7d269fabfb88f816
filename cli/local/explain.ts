/** What is known about a field or a rule, as text for a terminal. */
import * as l10n from "@vscode/l10n";
import { allRules } from "../../server/src/service/diagnostics/rule-catalog.ts";
import { closest } from "../../server/src/service/diagnostics/suggest.ts";
import {
  type Condition,
  fields,
  objects,
  type Schema,
  schemaAt,
  texts,
  values,
} from "../../server/src/service/schema.ts";
import { UsageError } from "../exit.ts";
import { severityNames } from "../findings.ts";
import { locale } from "../locale.ts";

/** @throws UsageError when there is no such rule or field. */
export function explain(topic: string): string {
  const text = explainRule(ruleId(topic)) ?? explainField(exactName(topic, fieldPaths()));
  if (!text) throw new UsageError(unknown(topic, fieldPaths()));
  return text;
}

/** Letter case and a missing zero are forgiven. */
function ruleId(topic: string): string {
  return topic.toUpperCase().replace(/^R(?=\d$)/, "R0");
}

/** Letter case is forgiven. */
function exactName(topic: string, names: string[]): string {
  return names.find((name) => name.toLowerCase() === topic.toLowerCase()) ?? topic;
}

function unknown(topic: string, names: string[]): string {
  const last = (path: string) => path.split(/[./]/).at(-1) ?? "";
  const meant = closest(last(topic), [...new Set(names.map(last))]);
  const similar = names.filter((name) => last(name) === meant);
  return similar.length > 0
    ? l10n.t('there is no rule or field "{0}"; did you mean {1}?', topic, similar.join(", "))
    : l10n.t('there is no rule or field "{0}"; fields are written as in LogRechargeRule.TimeZone', topic);
}

/** Undefined when the schema knows no such field. @param dotted - as in `LogRechargeRule.TimeZone`. */
function explainField(dotted: string): string | undefined {
  const path = dotted.split(".");
  const name = path.at(-1) ?? "";
  const schema = schemaAt(path);
  if (!schema) return undefined;
  const { title, description, "x-link": link } = texts(schema, locale);
  const isRequired = schemaAt(path.slice(0, -1))?.required?.includes(name);
  const facts = [typeText(schema), isRequired && l10n.t("required"), defaultText(schema)].filter(Boolean);
  return sections(
    `${l10n.t("{0}: {1}", dotted, title ?? "")}\n${facts.join(l10n.t(", "))}`,
    description,
    list(l10n.t("Values:"), valueLines(schema)),
    list(l10n.t("Fields:"), fieldLines(schema)),
    list(l10n.t("Rules:"), conditionLines(path)),
    link,
  );
}

/** Undefined when there is no such rule. */
function explainRule(id: string): string | undefined {
  const rule = allRules(locale).find((candidate) => candidate.id === id);
  if (!rule) return undefined;
  const { title, severity, description, link } = rule;
  const setting = l10n.t("To change it: --rule {0}=off, or in .rechargerc.json.", id);
  return sections(`${l10n.t("{0}: {1}", id, title)}\n${severityNames()[severity]}`, description, setting, link);
}

/** All fields as dotted paths, in the documentation's order. */
function fieldPaths(): string[] {
  return objects.flatMap(({ path, schema }) => fields(schema).map(([name]) => [...path, name].join(".")));
}

/** Paragraphs with an empty line between them. */
function sections(...parts: (string | undefined)[]): string {
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function typeText({ type, items }: Schema): string {
  return type === "array" && items?.type ? l10n.t("array of {0}", items.type) : (type ?? "");
}

function defaultText(schema: Schema): string | undefined {
  return schema.default === undefined ? undefined : l10n.t("default: {0}", JSON.stringify(schema.default));
}

function valueLines(schema: Schema): string[] {
  return values(schema, locale).map(
    ({ value, label, documentation }) => `${JSON.stringify(value)}  ${documentation ?? label}`,
  );
}

function fieldLines(schema: Schema): string[] {
  return fields(schema).map(([name, field]) => `${name}  ${texts(field, locale).title ?? ""}`);
}

function conditionLines(path: string[]): string[] {
  const own = objects.flatMap(({ path: holder, schema }) =>
    (schema.allOf ?? []).filter((condition) => concerns(condition, holder, path)),
  );
  return own.map((condition) => `${condition["x-rule"].id}  ${texts(condition, locale).description}`);
}

function concerns({ "x-rule": rule }: Condition, holder: string[], path: string[]): boolean {
  const named = [...(rule.requires ?? []), ...(rule.noEffect ?? []), ...(rule.allows ?? [])];
  return named.some((dotted) => [...holder, ...dotted.split(".")].join(".") === path.join("."));
}

function list(title: string, lines: string[]): string | undefined {
  return lines.length === 0 ? undefined : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}
