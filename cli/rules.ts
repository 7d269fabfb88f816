/** What is known of the rules, for help links, rule metadata and the check that a named rule exists. */
import * as l10n from "@vscode/l10n";
import { ruleLink } from "../server/src/service/index.ts";
import { rules } from "../server/src/service/rules/index.ts";
import { fields, objects, rootSchema, type Schema, texts } from "../server/src/service/schema.ts";
import type { Severity } from "./findings.ts";
import { locale } from "./locale.ts";

export interface RuleInfo {
  id: string;
  title: string;
  /** Markdown. */
  description: string;
  link: string;
  severity: Severity;
}

/** In the order of their ids. */
export function allRules(): RuleInfo[] {
  const own = rules.map(({ id, severity, title, description }) => info(id, severity, title(), description()));
  return [...own, ...conditionRules(), ...assertionRules()].sort((one, other) => one.id.localeCompare(other.id));
}

function conditionRules(): RuleInfo[] {
  return objects().flatMap(({ schema }) =>
    (schema.allOf ?? []).map((condition) => {
      const { title = "", description = "" } = texts(condition, locale);
      const { id, severity } = condition["x-rule"];
      return info(id, severity, title, description);
    }),
  );
}

/** Rules that stand for a keyword of the schema at one or more fields, explained by what those fields are. */
function assertionRules(): RuleInfo[] {
  const fieldsOf = new Map<string, { name: string; schema: Schema }[]>();
  for (const { name, schema } of assertedSchemas()) {
    for (const id of new Set(Object.values(schema["x-rules"] ?? {}))) {
      fieldsOf.set(id, [...(fieldsOf.get(id) ?? []), { name, schema }]);
    }
  }
  const byField = [...fieldsOf].map(([id, asserted]) => {
    const title = l10n.t("What {0} may hold", asserted.map(({ name }) => `\`${name}\``).join(", "));
    return info(id, "error", title, asserted.map(({ schema }) => texts(schema, locale).description).join("\n"));
  });
  return [
    ...byField,
    info("R48", "error", l10n.t("Type"), l10n.t("A value has the type that the API documents for its field.")),
    info(
      "R49",
      "error",
      l10n.t("Unknown field"),
      l10n.t("A key that is no parameter makes the API refuse the request."),
    ),
  ];
}

function* assertedSchemas(): Generator<{ name: string; schema: Schema }> {
  for (const { path, schema } of objects()) {
    yield { name: path.join(".") || texts(rootSchema, locale).title || "", schema };
    for (const [name, field] of fields(schema)) {
      if (field.type !== "object") yield { name: [...path, name].join("."), schema: field };
      if (field.items) yield { name: [...path, name].join("."), schema: field.items };
    }
  }
}

function info(id: string, severity: Severity, title: string, description: string): RuleInfo {
  return { id, severity, title, description, link: ruleLink(id, locale) };
}
