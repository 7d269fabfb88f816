/** What the conditions that hold for a document demand, make pointless, or are worth a remark. */
import { toPointer } from "../../../../document/pointer.ts";
import { type Affected, applicabilityText, type Holding, valueAt } from "../conditions.ts";
import { texts } from "../schema.ts";
import { type Context, type Finding, propertyNode, type Related, spanOf } from "./finding.ts";
import { missingFinding } from "./missing.ts";

export function conditionFindings(context: Context): Finding[] {
  const found: Finding[] = [];
  for (const one of context.held) {
    demands(context, one, found);
    pointless(context, one, found);
    remarks(context, one, found);
  }
  return found.filter((finding, index) => !found.some((other, at) => coversLater(other, at, finding, index)));
}

/** One finding per node and cause: what lies in a pointless object is no more pointless, nor worth a remark. */
function coversLater(other: Finding, at: number, finding: Finding, index: number): boolean {
  if (other === finding || finding.severity === "error") return false;
  const { kind, pointer } = finding.data;
  const same = other.data.pointer === pointer && other.data.kind === kind;
  if (kind === "no-effect" && same) return at < index;
  if (kind === "missing") return same && other.data.fields?.[0] === finding.data.fields?.[0] && at < index;
  const inPointless = other.data.kind === "no-effect" && pointer.startsWith(`${other.data.pointer}/`);
  // A remark on an object gives way to one on what is in it.
  const outer = kind === "remark" && other.data.kind === "remark" && other.data.pointer.startsWith(`${pointer}/`);
  return (inPointless && finding.severity !== "warning") || outer;
}

function demands(context: Context, one: Holding, found: Finding[]): void {
  const { id, severity } = one.condition["x-rule"];
  for (const { path } of one.fields.requires.values()) {
    if (valueAt(context.value, path) !== undefined) continue;
    const name = path.at(-1) ?? "";
    const finding = missingFinding(context, { rule: id, severity, path: path.slice(0, -1), name, because: one });
    if (finding) found.push(finding);
  }
}

function pointless(context: Context, one: Holding, found: Finding[]): void {
  const { id, severity, quiet = [] } = one.condition["x-rule"];
  const present: Affected[] = [];
  for (const field of one.fields.noEffect.values()) {
    if (hasContent(valueAt(context.value, field.path))) present.push(field);
  }
  if (present.every(({ name }) => quiet.includes(name))) return;
  for (const { path, name } of present) {
    const property = propertyNode(context, path);
    const message = applicabilityText({ kind: "no-effect", because: one, remarks: [] }, name, context.locale);
    if (!property || message === undefined) continue;
    const data = { rule: id, kind: "no-effect" as const, pointer: toPointer(path), fields: [path.at(-1) ?? ""] };
    found.push({ data, severity, message, span: spanOf(property), unnecessary: true, related: reasons(context, one) });
  }
}

/** An object of nothing but empty members says nothing. */
function hasContent(value: unknown): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || Object.values(value).some(hasContent);
}

function remarks(context: Context, one: Holding, found: Finding[]): void {
  const { id, severity } = one.condition["x-rule"];
  for (const { path } of one.fields.allows.values()) {
    if (!hasContent(valueAt(context.value, path))) continue;
    const property = propertyNode(context, path);
    if (!property) continue;
    const [key, value] = property.children ?? [];
    // Never a whole object.
    const place = value?.type === "object" ? key : property;
    const message = texts(one.condition, context.locale).description ?? "";
    const data = { rule: id, kind: "remark" as const, pointer: toPointer(path), fields: [path.at(-1) ?? ""] };
    found.push({ data, severity, message, span: spanOf(place ?? property), related: reasons(context, one) });
  }
}

/** Where the deciding properties are. */
function reasons(context: Context, one: Holding): Related[] {
  return one.because.flatMap(({ path }) => {
    const property = propertyNode(context, path);
    return property ? [{ message: texts(one.condition, context.locale).title ?? "", at: spanOf(property) }] : [];
  });
}
