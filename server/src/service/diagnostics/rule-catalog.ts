/** What is known of every rule, whether the schema says it or a file in rules/ does. */
import * as l10n from "@vscode/l10n";
import { rules as written } from "../rules/index.ts";
import { choices, fields, type Locale, objects, type Schema, type Severity, texts } from "../schema.ts";
import { ruleLink } from "./diagnostics.ts";

export interface RuleInfo {
  id: string;
  severity: Severity;
  title: string;
  /** Markdown. */
  description: string;
  link: string;
}

type Entry = Omit<RuleInfo, "link">;

/** In the order of their ids. Where a rule has several parts, the severest one counts. Texts of rules/ are in the process's language. */
export function allRules(locale: Locale): RuleInfo[] {
  const found = new Map<string, Entry>();
  for (const entry of entries(locale)) {
    const known = found.get(entry.id);
    found.set(entry.id, known ? merge(known, entry) : entry);
  }
  return [...found.values()]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map((entry) => ({ ...entry, link: ruleLink(entry.id, locale) }));
}

function merge(one: Entry, other: Entry): Entry {
  const order: Severity[] = ["error", "warning", "info", "hint"];
  const severity = order.find((candidate) => candidate === one.severity || candidate === other.severity);
  const description = one.description.includes(other.description)
    ? one.description
    : `${one.description}\n\n${other.description}`;
  return { ...one, severity: severity ?? one.severity, description };
}

function* entries(locale: Locale): Generator<Entry> {
  for (const object of objects) {
    yield* requiredFields(object.path, object.schema);
    for (const [name, field] of fields(object.schema)) yield* fieldRules(name, field, locale);
    for (const condition of object.schema.allOf ?? []) {
      const { title = "", description = "" } = texts(condition, locale);
      yield { id: condition["x-rule"].id, severity: condition["x-rule"].severity, title, description };
    }
  }
  yield* ofTheWholeSchema();
  for (const rule of written) {
    yield { id: rule.id, severity: rule.severity, title: rule.title(), description: rule.description() };
  }
}

function* requiredFields(path: string[], { required, "x-rules": ids }: Schema): Generator<Entry> {
  if (!required || !ids?.required) return;
  const names = required.map((name) => `\`${name}\``).join(", ");
  const title = path.length === 0 ? l10n.t("Always required") : l10n.t("Always required in `{0}`", path.join("."));
  const description =
    path.length === 0
      ? l10n.t("Every task has {0}, and they are not empty.", names)
      : l10n.t("`{0}` always has {1}.", path.join("."), names);
  yield { id: ids.required, severity: "error", title, description };
}

/** Rules of the values of one field. That a required one is not empty is said with the required fields. */
function* fieldRules(name: string, field: Schema, locale: Locale): Generator<Entry> {
  const ids = { ...field.items?.["x-rules"], ...field["x-rules"] };
  if (ids.enum) {
    const title = l10n.t("Values of `{0}`", name);
    yield { id: ids.enum, severity: "error", title, description: valueList(name, field, locale) };
  }
  if (ids.type) {
    const title = l10n.t("`{0}` is one string", name);
    yield { id: ids.type, severity: "error", title, description: texts(field, locale).description ?? "" };
  }
  if (ids.maxItems) {
    const title = l10n.t("Limits of `{0}`", name);
    yield { id: ids.maxItems, severity: "error", title, description: texts(field, locale).description ?? "" };
  }
}

function valueList(name: string, field: Schema, locale: Locale): string {
  const list = choices(field, locale)
    .map(({ value, label }) => `- \`${value}\` ${label}`)
    .join("\n");
  return `${l10n.t("`{0}` is one of:", name)}\n\n${list}`;
}

function* ofTheWholeSchema(): Generator<Entry> {
  yield {
    id: "R48",
    severity: "error",
    title: l10n.t("The type of a value"),
    description: l10n.t(
      'Numbers and switches are not strings: `"KafkaType": 0`, not `"0"`; `true`, not `1` or `"true"`. The API refuses other types.',
    ),
  };
  yield {
    id: "R49",
    severity: "error",
    title: l10n.t("Unknown keys"),
    description: l10n.t(
      "The API refuses parameters it does not know, and letter case matters. Names of sibling APIs, of Terraform, and of fields that belong into another object are recognised.",
    ),
  };
}
