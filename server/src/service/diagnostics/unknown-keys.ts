/** R49: keys that the schema does not know, at any depth, with the field that was probably meant. */
import * as l10n from "@vscode/l10n";
import { findProperty, type Property, properties } from "../../../../document/effective.ts";
import { pointerOf, toPointer } from "../../../../document/pointer.ts";
import { objects, type Schema } from "../schema.ts";
import { type Context, type Finding, keyNode, type Related, spanOf, valueNode } from "./finding.ts";
import { FOREIGN_FIELDS, FOREIGN_NAMES } from "./foreign-names.ts";
import { closest, isSameWord } from "./suggest.ts";

export function* unknownKeys(context: Context): Generator<Finding> {
  for (const { path, schema } of objects) {
    for (const property of properties(valueNode(context, path))) {
      const known = Object.hasOwn(schema.properties ?? {}, property.name);
      if (!known && !isBeingTyped(property) && !isRefused(context, property))
        yield unknownKey(context, property, path, schema);
    }
  }
}

/** Without a colon, which is said to be missing, a key may not be whole yet. */
function isBeingTyped({ node }: Property): boolean {
  return node.colonOffset === undefined;
}

/** A key that JavaScript gives a meaning of its own is refused as such. */
function isRefused({ document }: Context, { key }: Property): boolean {
  return document.problems.some(({ code, offset }) => code === "prototype-key" && offset === key.offset);
}

function unknownKey(context: Context, property: Property, path: string[], schema: Schema): Finding {
  const { key, name } = property;
  const known = Object.keys(schema.properties ?? {});
  const same = sameField(name, known);
  const home = same === undefined ? homeOf(name, path) : undefined;
  const meant = same ?? (home || isForeignField(name) ? undefined : closest(name, known));
  const taken = meant !== undefined && findProperty(valueNode(context, path), meant) !== undefined;
  return {
    data: {
      rule: "R49",
      kind: "unknown-key",
      pointer: property.value ? pointerOf(property.value) : toPointer([...path, name]),
      fields: [name],
      ...(meant !== undefined && !taken && { suggestion: meant }),
      ...(home && { suggestion: home.name, belongsInto: toPointer(home.path) }),
    },
    severity: "error",
    message: message(name, path, { meant, taken, home }),
    span: spanOf(key),
    related: objectKey(context, path),
  };
}

/** The field of the same object that a key names in another style, or as a neighbour names it. */
function sameField(name: string, known: readonly string[]): string | undefined {
  const translated = Object.entries(FOREIGN_NAMES).find(([foreign]) => isSameWord(foreign, name))?.[1];
  return known.find((field) => field === translated) ?? known.find((field) => isSameWord(field, name));
}

function isForeignField(name: string): boolean {
  return Object.keys(FOREIGN_FIELDS).some((field) => isSameWord(field, name));
}

interface Home {
  name: string;
  path: string[];
}

/** The other object that has such a field: keys get written one level too high or too low. */
function homeOf(name: string, path: string[]): Home | undefined {
  for (const other of objects) {
    if (other.path.join() === path.join()) continue;
    const field = Object.keys(other.schema.properties ?? {}).find((known) => isSameWord(known, name));
    if (field !== undefined) return { name: field, path: other.path };
  }
  return undefined;
}

interface Guess {
  meant: string | undefined;
  /** Whether the object has that field already. */
  taken: boolean;
  home: Home | undefined;
}

function message(name: string, path: string[], { meant, taken, home }: Guess): string {
  if (home) {
    const into = home.path.length === 0 ? l10n.t("the top level") : `\`${home.path.join(".")}\``;
    return l10n.t("`{0}` does not belong here but into {1}.", name, into);
  }
  const where = path.length === 0 ? l10n.t("a task file") : `\`${path.join(".")}\``;
  const action = Object.entries(FOREIGN_FIELDS).find(([field]) => isSameWord(field, name))?.[1];
  if (action !== undefined) {
    return l10n.t("`{0}` is a field of {1}, not of {2}: creating a task does not take it.", name, action, where);
  }
  if (taken && meant !== undefined)
    return l10n.t("`{0}` is not a field of {1}, and `{2}` is there already.", name, where, meant);
  return meant === undefined
    ? l10n.t("`{0}` is not a field of {1}: the API refuses unknown parameters.", name, where)
    : l10n.t("`{0}` is not a field of {1}. Did you mean `{2}`?", name, where, meant);
}

/** Where the object begins that a finding is about. */
function objectKey(context: Context, path: string[]): Related[] {
  const key = keyNode(context, path);
  return key ? [{ message: l10n.t("In this object."), at: spanOf(key) }] : [];
}
