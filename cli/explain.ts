/** What is known about a field or a rule, as text for a terminal. */
import * as l10n from "@vscode/l10n";
import {
  type Condition,
  fields,
  type Locale,
  objects,
  type Schema,
  schemaAt,
  texts,
  values,
} from "../server/src/service/schema.ts";
import { severityNames } from "./findings.ts";
import { allRules } from "./rules.ts";

/** Undefined when the schema knows no such field. @param dotted - as in `LogRechargeRule.TimeZone`. */
export function explainField(dotted: string, locale: Locale): string | undefined {
  const path = dotted.split(".");
  const name = path.at(-1) ?? "";
  const schema = schemaAt(path);
  if (!schema) return undefined;
  const { title, description, "x-link": link } = texts(schema, locale);
  const isRequired = schemaAt(path.slice(0, -1))?.required?.includes(name);
  const facts = [typeText(schema), isRequired && l10n.t("required"), defaultText(schema)].filter(Boolean);
  return sections(
    `${dotted}: ${title}\n${facts.join(", ")}`,
    description,
    list(l10n.t("Values:"), valueLines(schema, locale)),
    list(l10n.t("Fields:"), fieldLines(schema, locale)),
    list(l10n.t("Rules:"), conditionLines(path, locale)),
    link,
  );
}

/** Undefined when there is no such rule. */
export function explainRule(id: string): string | undefined {
  const rule = allRules().find((candidate) => candidate.id === id);
  if (!rule) return undefined;
  const { title, severity, description, link } = rule;
  const setting = l10n.t("To change it: --rule {0}=off, or in .rechargerc.json.", id);
  return sections(`${id}: ${title}\n${severityNames()[severity]}`, description, setting, link);
}

/** All fields as dotted paths, in the documentation's order. */
export function fieldPaths(): string[] {
  return objects().flatMap(({ path, schema }) => fields(schema).map(([name]) => [...path, name].join(".")));
}

/** Paragraphs with an empty line between them. */
export function sections(...parts: (string | undefined)[]): string {
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function typeText({ type, items }: Schema): string {
  return type === "array" && items?.type ? l10n.t("array of {0}", items.type) : (type ?? "");
}

function defaultText(schema: Schema): string | undefined {
  return schema.default === undefined ? undefined : l10n.t("default: {0}", JSON.stringify(schema.default));
}

function valueLines(schema: Schema, locale: Locale): string[] {
  return values(schema, locale).map(({ value, documentation }) => `${JSON.stringify(value)}  ${documentation}`);
}

function fieldLines(schema: Schema, locale: Locale): string[] {
  return fields(schema).map(([name, field]) => `${name}  ${texts(field, locale).title ?? ""}`);
}

function conditionLines(path: string[], locale: Locale): string[] {
  const own = objects().flatMap(({ path: holder, schema }) =>
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
