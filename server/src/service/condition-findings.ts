/** What the conditions that hold for a document demand, make pointless, or are worth a remark. */
import { toPointer } from "../../../document/pointer.ts";
import { absolute, applicabilityText, type Holding, valueAt } from "./conditions.ts";
import { type Context, type Finding, propertyNode, spanOf } from "./finding.ts";
import { missingFinding } from "./missing.ts";
import { texts } from "./schema.ts";

export function conditionFindings(context: Context): Finding[] {
  const found = context.held.flatMap((one) => [
    ...demands(context, one),
    ...pointless(context, one),
    ...remarks(context, one),
  ]);
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

function demands(context: Context, one: Holding): Finding[] {
  const { id, severity, requires = [] } = one.condition["x-rule"];
  return requires.flatMap((dotted) => {
    const path = absolute(one, dotted);
    if (valueAt(context.value, path) !== undefined) return [];
    const name = path.at(-1) ?? "";
    const finding = missingFinding(context, { rule: id, severity, path: path.slice(0, -1), name, because: one });
    return finding ? [finding] : [];
  });
}

function pointless(context: Context, one: Holding): Finding[] {
  const { id, severity, noEffect = [], quiet = [] } = one.condition["x-rule"];
  const present = noEffect.filter((dotted) => hasContent(valueAt(context.value, absolute(one, dotted))));
  if (present.every((dotted) => quiet.includes(dotted))) return [];
  return present.flatMap((dotted) => {
    const path = absolute(one, dotted);
    const property = propertyNode(context, path);
    const message = applicabilityText({ kind: "no-effect", because: one, remarks: [] }, dotted, context.locale);
    if (!property || message === undefined) return [];
    const data = { rule: id, kind: "no-effect" as const, pointer: toPointer(path), fields: [path.at(-1) ?? ""] };
    return [{ data, severity, message, span: spanOf(property), unnecessary: true, related: reasons(context, one) }];
  });
}

/** An object of nothing but empty members says nothing. */
function hasContent(value: unknown): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || Object.values(value).some(hasContent);
}

function remarks(context: Context, one: Holding): Finding[] {
  const { id, severity, allows = [] } = one.condition["x-rule"];
  return allows.flatMap((dotted) => {
    const path = absolute(one, dotted);
    const property = propertyNode(context, path);
    if (!property || !hasContent(valueAt(context.value, path))) return [];
    const [key, value] = property.children ?? [];
    // Never a whole object.
    const place = value?.type === "object" ? key : property;
    const message = texts(one.condition, context.locale).description ?? "";
    const data = { rule: id, kind: "remark" as const, pointer: toPointer(path), fields: [path.at(-1) ?? ""] };
    return [{ data, severity, message, span: spanOf(place ?? property), related: reasons(context, one) }];
  });
}

/** Where the deciding properties are. */
function reasons(context: Context, one: Holding): NonNullable<Finding["related"]> {
  return one.because.flatMap(({ path }) => {
    const property = propertyNode(context, path);
    return property ? [{ message: texts(one.condition, context.locale).title ?? "", at: spanOf(property) }] : [];
  });
}
