/** Values to insert, with what they mean. */
import * as l10n from "@vscode/l10n";
import { CompletionItemKind } from "vscode-languageserver-types";
import type { JsonValue } from "../../../../document/effective.ts";
import { escapeSnippet } from "../../../../document/snippet-text.ts";
import { valueAt } from "../conditions.ts";
import { documentationLink, markup } from "../markup.ts";
import { choices, rootSchema, type Schema, schemaUri, snippets, values } from "../schema.ts";
import { sampleOf } from "../time/sample.ts";
import type { Proposal } from "./completion.ts";
import type { CompletionContext } from "./context.ts";
import { bodyOf } from "./fill.ts";
import { placeholder, quoted, toValue } from "./snippet.ts";

/** No value is proposed twice, whichever source comes first. */
export function valueProposals(context: CompletionContext): Proposal[] {
  const { schema } = context;
  if (!schema) return [];
  const proposals = [
    ...closedChoice(context, schema),
    ...wholeRules(context),
    ...fieldNames(context),
    ...readyMade(context, schema),
    ...examples(context, schema),
    ...containers(context, schema),
  ];
  const seen = new Set<string>();
  return proposals.filter(({ label }) => !seen.has(label) && seen.add(label));
}

/** The values of a closed choice. One that stands for "absent" is not worth choosing; of a list, each item once. */
function closedChoice({ cursor, root, options }: CompletionContext, schema: Schema): Proposal[] {
  if (schema.type === "array") return [];
  const { locale, markdown } = options;
  const others = valueAt(root, cursor.path.slice(0, -1));
  const used = Array.isArray(others) ? others : [];
  return choices(schema, locale)
    .filter(({ value }) => !used.includes(value))
    .map(({ value, label, documentation }) => ({
      label: String(value),
      kind: CompletionItemKind.EnumMember,
      detail: value === schema.default ? l10n.t("{0} (default)", label) : label,
      documentation: markup([documentation, documentationLink(schema, locale)], markdown),
      body: literal(value),
      search: searchText(schema, value, label),
      preselect: value === schema.default,
    }));
}

/** Found by what it means in either language, as `beijing` finds a time zone. */
function searchText(schema: Schema, value: unknown, label: string): string {
  const english = values(schema, "en").find((candidate) => candidate.value === value)?.label;
  return english === undefined || english === label ? label : `${label} ${english}`;
}

/** At `RechargeType`: a mode with everything it needs, as far as it is not there yet. */
function wholeRules({ cursor, present, options, root }: CompletionContext): Proposal[] {
  if (cursor.path.at(-1) !== "RechargeType") return [];
  return snippets(schemaOfRule(), options.locale).flatMap(({ label, description, body }) => {
    const { RechargeType, ...rest } = body as Record<string, unknown>;
    const missing = Object.entries(rest).filter(([name]) => !present.has(name));
    // What is there stays, so the rule fits only if it agrees with the rest of the snippet.
    const agrees = Object.entries(rest).every(([name, value]) => !present.has(name) || sameSwitch(name, value, root));
    if (missing.length === 0 || !agrees) return [];
    return [
      {
        label: l10n.t("{0}: whole rule", label),
        kind: CompletionItemKind.Snippet,
        detail: description,
        note: "",
        body: RechargeType,
        more: Object.fromEntries(missing),
        search: String(RechargeType),
      },
    ];
  });
}

function schemaOfRule(): Schema {
  return rootSchema.properties?.LogRechargeRule ?? {};
}

/** Two snippets of one mode differ in `DefaultTimeSwitch`: one that contradicts the file is of no use. */
function sameSwitch(name: string, body: unknown, root: JsonValue): boolean {
  return name !== "DefaultTimeSwitch" || valueAt(root, ["LogRechargeRule", name]) === toValue(body);
}

/** `TimeKey` names a field, and the file may say which there are. */
function fieldNames({ cursor, root }: CompletionContext): Proposal[] {
  if (cursor.path.at(-1) !== "TimeKey") return [];
  const keys = valueAt(root, [...cursor.path.slice(0, -1), "Keys"]);
  const names = Array.isArray(keys) ? keys.filter((key) => typeof key === "string" && key !== "") : [];
  return names.map((name) => ({
    label: String(name),
    kind: CompletionItemKind.Field,
    detail: l10n.t("from {0}", "Keys"),
    body: literal(String(name)),
  }));
}

function readyMade({ options, cursor, root }: CompletionContext, schema: Schema): Proposal[] {
  const isTime = cursor.path.at(-1) === "TimeFormat";
  // As many as the pattern has groups.
  const isNames = cursor.path.at(-1) === "Keys";
  return snippets(schema, options.locale).map(({ label, description, body }) => ({
    label,
    kind: typeof body === "object" ? CompletionItemKind.Snippet : CompletionItemKind.Value,
    detail: isTime ? sampleOf(label, new Date()) : description,
    body: isNames ? bodyOf(cursor.path, root) : body,
    search: description,
  }));
}

function examples({ cursor }: CompletionContext, schema: Schema): Proposal[] {
  if (cursor.path.at(-1) === "$schema") return [{ label: schemaUri, kind: CompletionItemKind.Value, body: schemaUri }];
  return (schema.examples ?? [])
    .filter((value) => typeof value === "string")
    .map((value) => ({
      label: value,
      kind: CompletionItemKind.Value,
      detail: l10n.t("example"),
      body: placeholder(1, quoted(value)),
    }));
}

/** An object with what is required in it; a list to fill. */
function containers({ cursor, root }: CompletionContext, schema: Schema): Proposal[] {
  if (schema.type !== "object" && schema.type !== "array") return [];
  const isObject = schema.type === "object";
  return [
    {
      label: isObject ? "{ }" : "[ ]",
      kind: CompletionItemKind.Struct,
      detail: isObject ? l10n.t("with the required fields") : undefined,
      body: isObject ? bodyOf(cursor.path, root) : "^[$1]",
    },
  ];
}

/** A value as a snippet body. */
function literal(value: string | number | boolean): unknown {
  return typeof value === "string" ? escapeSnippet(quoted(value)) : value;
}
