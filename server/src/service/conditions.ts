/** Which of the schema's conditions hold for a document, what they mean for a field, and why. */
import * as l10n from "@vscode/l10n";
import { isObject } from "../../../document/effective.ts";
import type { Test } from "../../../schemas/vocabulary.mts";
import { type Condition, type Locale, labelOf, objects, type Path, schemaAt } from "./schema.ts";

/** A property whose value makes a condition hold. */
interface Reason {
  /** Of the property, from the document's root. */
  path: string[];
  value: unknown;
}

/** What a condition can mean for a field. */
type Effect = "requires" | "noEffect" | "allows";

/** A condition whose `if` holds for a document. */
export interface Holding {
  condition: Condition;
  /** Of the object that holds the condition's properties, from the document's root. */
  path: string[];
  /** The fields it means something for, by their dotted paths from the document's root. */
  fields: Record<Effect, ReadonlyMap<string, Affected>>;
  /** At least one; the first is the property a missing field is reported at. */
  readonly because: Reason[];
}

/** A field that a condition means something for. */
export interface Affected {
  /** From the document's root. */
  path: readonly string[];
  /** From the object that holds the condition, dotted. */
  name: string;
}

/** The conditions of each object. */
const holders = objects.map(({ path, schema }) => ({
  path,
  conditions: (schema.allOf ?? []).map((condition) => {
    const { requires, noEffect, allows } = condition["x-rule"];
    const affected = (names: readonly string[] = []) =>
      new Map(names.map((name) => [[...path, name].join("."), { path: [...path, ...name.split(".")], name }]));
    const fields = { requires: affected(requires), noEffect: affected(noEffect), allows: affected(allows) };
    return { condition, fields, tests: testsOf(condition.if) };
  }),
}));

/**
 * The conditions that hold, in the schema's order.
 * @param value the document's effective value: an absent, empty or undecided deciding value decides nothing
 */
export function holding(value: unknown): Holding[] {
  const found: Holding[] = [];
  for (const { path, conditions } of holders) {
    const object = valueAt(value, path);
    if (object === undefined) continue;
    for (const { condition, fields, tests } of conditions) {
      if (pass(object, tests)) found.push(new Held(condition, path, fields, object));
    }
  }
  return found;
}

/** Of a property that has to be there: the values it may have, or what its own properties have to be, if that matters. */
interface PropertyTest {
  name: string;
  allowed: readonly unknown[] | undefined;
  inner: readonly PropertyTest[] | undefined;
}

/** An `if` as data: all that it is made of is that properties are there and have one of some plain values. */
function testsOf({ required = [], properties = {} }: Test): PropertyTest[] {
  return required.map((name) => {
    const tested = properties[name] ?? {};
    const allowed = "const" in tested ? [tested.const] : tested.enum;
    return { name, allowed, inner: tested.type === "object" ? testsOf(tested) : undefined };
  });
}

function pass(object: unknown, tests: readonly PropertyTest[]): boolean {
  if (!isObject(object)) return false;
  for (const { name, allowed, inner } of tests) {
    if (!Object.hasOwn(object, name)) return false;
    const value = object[name];
    if (allowed?.includes(value) === false || (inner && !pass(value, inner))) return false;
  }
  return true;
}

/** Why it holds is asked only where something is to be said. */
class Held implements Holding {
  readonly condition: Condition;
  readonly path: string[];
  readonly fields: Holding["fields"];
  readonly #object: unknown;

  constructor(condition: Condition, path: string[], fields: Holding["fields"], object: unknown) {
    this.condition = condition;
    this.path = path;
    this.fields = fields;
    this.#object = object;
  }

  get because(): Reason[] {
    const byValue = reasons(this.condition.if, this.#object, this.path);
    return byValue.length > 0 ? byValue : presence(this.condition.if, this.#object, this.path);
  }
}

function reasons(test: Test, object: unknown, path: string[]): Reason[] {
  return (test.required ?? []).flatMap((name) => {
    const tested = test.properties?.[name];
    const at = [...path, name];
    const value = valueAt(object, [name]);
    if (tested === undefined || value === undefined) return [];
    if (tested.properties !== undefined) return reasons(tested, value, at);
    return "const" in tested || "enum" in tested ? [{ path: at, value }] : [];
  });
}

function presence({ required = [] }: Test, object: unknown, path: string[]): Reason[] {
  return required.map((name) => ({ path: [...path, name], value: valueAt(object, [name]) }));
}

/** The value at a path, own properties only; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

export interface Applicability {
  /**
   * What a field is to its object as the document stands now:
   * `required` by documentation, `expected` though no documentation says so, `optional`, or `no-effect`.
   */
  kind: "required" | "expected" | "optional" | "no-effect";
  /** The condition that makes it so; undefined for a field that is always required or plainly optional. */
  because?: Holding;
  /** Conditions with a remark on the field, whatever the kind. */
  remarks: Holding[];
}

/**
 * What a field means where it is, or would be.
 * @param held the conditions that hold for the document
 * @param path of the field, from the document's root
 */
export function applicability(held: readonly Holding[], path: Path): Applicability {
  const dotted = path.join(".");
  const remarks = held.filter(({ fields }) => fields.allows.has(dotted));
  const name = path.at(-1);
  if (typeof name === "string" && schemaAt(path.slice(0, -1))?.required?.includes(name)) {
    return { kind: "required", remarks };
  }
  const required = held.find((one) => isError(one) && one.fields.requires.has(dotted));
  if (required !== undefined) return { kind: "required", because: required, remarks };
  // A member of an object that has no effect has none either.
  const around = path.map((_, end) => path.slice(0, end + 1).join("."));
  const noEffect = held.find(({ fields }) => around.some((one) => fields.noEffect.has(one)));
  if (noEffect !== undefined) return { kind: "no-effect", because: noEffect, remarks };
  const expected = held.find(({ fields }) => fields.requires.has(dotted));
  if (expected !== undefined) return { kind: "expected", because: expected, remarks };
  return { kind: "optional", remarks };
}

/** Whether a field does anything where it is: all but the `no-effect` of {@link applicability}. */
export function hasEffect(held: readonly Holding[], path: Path): boolean {
  let dotted = "";
  for (const step of path) {
    dotted = dotted === "" ? String(step) : `${dotted}.${step}`;
    for (const { fields } of held) {
      if (fields.noEffect.has(dotted)) return applicability(held, path).kind !== "no-effect";
    }
  }
  return true;
}

function isError({ condition }: Holding): boolean {
  return condition["x-rule"].severity === "error";
}

/** Why a condition holds, as part of a sentence: "`KafkaType` is 0 (Tencent Cloud CKafka)". */
export function reasonText({ because }: Holding, locale: Locale): string {
  return because
    .map(({ path, value }) => {
      const label = labelOf(schemaAt(path), value, locale);
      const name = path.at(-1) ?? "";
      const shown = JSON.stringify(value);
      return label === undefined
        ? l10n.t("`{0}` is {1}", name, shown)
        : l10n.t("`{0}` is {1} ({2})", name, shown, label);
    })
    .reduce((all, one) => l10n.t("{0} and {1}", all, one));
}

/** What a field is and why, as a sentence; undefined when it is plainly optional. */
export function applicabilityText({ kind, because }: Applicability, name: string, locale: Locale): string | undefined {
  if (kind === "optional") return undefined;
  if (because === undefined) return l10n.t("`{0}` is always required.", name);
  const reason = reasonText(because, locale);
  if (kind === "required") return l10n.t("`{0}` is required because {1}.", name, reason);
  if (kind === "expected") return l10n.t("`{0}` should be set because {1}.", name, reason);
  return l10n.t("`{0}` has no effect because {1}.", name, reason);
}
