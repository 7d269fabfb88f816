/** What the schema demands of every document, whatever its conditions: types, values, required fields. */
import * as l10n from "@vscode/l10n";
import type { ErrorObject } from "ajv";
import { getNodePath, type Node } from "jsonc-parser";
import { properties, propertyOf } from "../../../../document/effective.ts";
import { fromPointer, nodeAt, pointerOf } from "../../../../document/pointer.ts";
import { validate } from "../../../../schemas/generated/validate.js";
import { choices, objects, resolve, type Schema, schemaAt, texts } from "../schema.ts";
import { type Context, type Finding, isUndecided, show, spanOf, valueNode } from "./finding.ts";
import { isWronglyEmpty, missingFinding } from "./missing.ts";
import { suggestValue } from "./suggest.ts";

export function* assertionFindings(context: Context): Generator<Finding> {
  yield* wronglyEmpty(context);
  if (validate(context.value)) return;
  for (const [pointer, atNode] of byNode(validate.errors ?? [])) {
    const path = fromPointer(pointer);
    for (const { keyword, params } of atNode) {
      if (keyword !== "required") continue;
      const rule = schemaAt(path)?.["x-rules"]?.required ?? "R01";
      const finding = missingFinding(context, { rule, severity: "error", path, name: params.missingProperty });
      if (finding) yield finding;
    }
    const node = nodeAt(context.root, pointer);
    const wrong = atNode.find(({ keyword }) => keyword === "type") ?? atNode.find(isAboutValue);
    if (node && wrong) yield* valueFinding(context, node, wrong);
  }
}

function byNode(errors: ErrorObject[]): Map<string, ErrorObject[]> {
  const groups = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const group = groups.get(error.instancePath);
    if (group) group.push(error);
    else groups.set(error.instancePath, [error]);
  }
  return groups;
}

/** Empty values of the wrong type do not count, so that the effective value no longer has them. */
function* wronglyEmpty(context: Context): Generator<Finding> {
  for (const { path, schema } of objects) {
    for (const property of properties(valueNode(context, path))) {
      const field = schema.properties?.[property.name];
      if (field && property.value && isWronglyEmpty(property, path)) yield typeFinding(property.value, resolve(field));
    }
  }
}

function isAboutValue({ keyword }: ErrorObject): boolean {
  return keyword !== "required" && keyword !== "additionalProperties";
}

function* valueFinding(context: Context, node: Node, error: ErrorObject): Generator<Finding> {
  const schema = schemaFor(node);
  if (!schema) return;
  if (error.keyword === "type") {
    yield typeFinding(node, schema);
  } else if (!isUndecided(node.value)) {
    const suggestion = suggestValue(schema, node.value);
    yield {
      data: {
        rule: schema["x-rules"]?.[error.keyword] ?? "R48",
        kind: "value",
        pointer: pointerOf(node),
        ...(suggestion !== undefined && { suggestion }),
      },
      severity: "error",
      message: withSuggestion(valueMessage(context, node, schema, error), suggestion),
      span: spanOf(node),
    };
  }
}

function typeFinding(node: Node, schema: Schema): Finding {
  const suggestion = suggestValue(schema, plainValue(node));
  const message = l10n.t("`{0}` must be {1}, not {2}.", nameOf(node), typeName(schema.type), typeName(node.type));
  return {
    data: {
      rule: schema["x-rules"]?.type ?? "R48",
      kind: "type",
      pointer: pointerOf(node),
      ...(suggestion !== undefined && { suggestion }),
    },
    severity: "error",
    message: withSuggestion(message, suggestion),
    span: spanOf(node.type === "object" ? keyOf(node) : node),
  };
}

/** The key that holds a value: a whole object is never underlined. */
function keyOf(node: Node): Node {
  return propertyOf(node)?.children?.[0] ?? node;
}

function plainValue(node: Node): unknown {
  return node.type === "array" ? node.children?.map(plainValue) : node.value;
}

function schemaFor(node: Node): Schema | undefined {
  return schemaAt(getNodePath(node));
}

/** The field a value belongs to; an item of a list goes by the list's name. */
function nameOf(node: Node): string {
  return String(getNodePath(node).findLast((step) => typeof step === "string") ?? "");
}

function withSuggestion(message: string, suggestion: unknown): string {
  return suggestion === undefined ? message : l10n.t("{0} Did you mean {1}?", message, show(suggestion));
}

/** Lists as long as that of the time zones are counted, not printed. */
const SHORT = 10;

function valueMessage({ locale }: Context, node: Node, schema: Schema, { keyword, params }: ErrorObject): string {
  const name = nameOf(node);
  switch (keyword) {
    case "enum": {
      const choice = choices(schema, locale);
      if (choice.length > SHORT) {
        return l10n.t("`{0}` must be one of {1} documented values, not {2}.", name, choice.length, show(node.value));
      }
      if (choice.length === 1)
        return l10n.t("`{0}` can only be {1}, not {2}.", name, show(choice[0]?.value), show(node.value));
      const list = choice.map(({ value, label }) =>
        typeof value === "number" ? l10n.t("{0} ({1})", value, label) : show(value),
      );
      return l10n.t("`{0}` must be one of {1}; it is {2}.", name, list.join(l10n.t(", ")), show(node.value));
    }
    case "uniqueItems":
      return l10n.t(
        "`{0}` must not name a field twice: items {1} and {2} are the same.",
        name,
        Math.min(params.i, params.j) + 1,
        Math.max(params.i, params.j) + 1,
      );
    case "minLength":
      return l10n.t("`{0}` must not hold empty names.", name);
    case "maxLength":
      return l10n.t("A name in `{0}` has at most {1} characters.", name, params.limit);
    case "maxItems":
      return l10n.t("`{0}` has at most {1} items.", name, params.limit);
    default:
      return texts(schema, locale).description ?? name;
  }
}

function typeName(type: string | undefined): string {
  switch (type) {
    case "string":
      return l10n.t("a string");
    case "integer":
      return l10n.t("an integer");
    case "number":
      return l10n.t("a number");
    case "boolean":
      return l10n.t("true or false");
    case "array":
      return l10n.t("a list");
    case "object":
      return l10n.t("an object");
    default:
      return "null";
  }
}
