/** Takes out what does nothing, is there twice, or is not allowed. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { Draft } from "../../../../document/draft.ts";
import { removeMember, type TextEdit } from "../../../../document/edit.ts";
import { effectiveValue } from "../../../../document/effective.ts";
import { parseDocument } from "../../../../document/parse.ts";
import { fromPointer, nodeAt } from "../../../../document/pointer.ts";
import { hasComments } from "../../../../document/scan.ts";
import { type Finding, show } from "../diagnostics/finding.ts";
import { schemaAt } from "../schema.ts";
import { type Fix, isEditable, propertyAt, type Source, subjectOf } from "./fix.ts";

/** A field without effect, null, or a key that no field has. What has no effect may have one again: nobody loses it unasked. */
export function* removeField({ data, span }: Finding, source: Source): Generator<Fix> {
  const isNull = data.rule === "R50";
  if (data.kind !== "no-effect" && data.kind !== "unknown-key" && data.rule !== "prototype-key" && !isNull) return;
  // A key that was meant to be another one is renamed.
  if (data.suggestion !== undefined && data.belongsInto === undefined) return;
  const property = propertyAt(source, span.offset);
  // Without it another one of that name would count: first it is to be known which one is meant.
  if (!property || isTwice(property) || !isEditable(source)) return;
  yield {
    title: l10n.t("Remove {0}", nameOf(property)),
    edits: removeMember(source.text, property),
    preferred: data.belongsInto === undefined,
    safe: isNull && !hasComments(source.text, property),
  };
}

/** Of two properties of one name the last one counts, here and in most programs. */
export function* removeDuplicate({ data, span, related }: Finding, source: Source): Generator<Fix> {
  const [first] = related ?? [];
  if (data.rule !== "duplicate-key" || !first || !("offset" in first.at) || !isEditable(source)) return;
  const later = propertyAt(source, span.offset);
  const earlier = propertyAt(source, first.at.offset);
  if (!later || !earlier) return;
  const { text } = source;
  const name = nameOf(later);
  yield {
    title: l10n.t("Remove the first {0}, which does not count", name),
    edits: removeMember(text, earlier),
    preferred: true,
    safe: valueText(later) === valueText(earlier) && !hasComments(text, earlier),
  };
  yield { title: l10n.t("Remove this {0}", name), edits: removeMember(text, later) };
}

/** Items that are in a list already (R40 of one, R34 of the list), and empty ones (R34). */
export function* removeItems(finding: Finding, source: Source): Generator<Fix> {
  const { data } = finding;
  if ((data.rule !== "R40" && data.rule !== "R34") || data.kind !== "value" || !isEditable(source)) return;
  const { text } = source;
  const node = subjectOf(finding, source);
  if (node?.type === "array") {
    const most = schemaAt(fromPointer(data.pointer))?.maxItems ?? Number.POSITIVE_INFINITY;
    const different = new Set(node.children?.map(({ value }) => value)).size;
    if (different === node.children?.length || different > most) return;
    const edits = withoutRepetitions(text, data.pointer);
    yield { title: l10n.t("Remove what is in the list twice"), edits, preferred: true, safe: true };
  } else if (node && (isRepeated(node) || (node.value === "" && node.parent?.children?.length !== 1))) {
    const title = l10n.t("Remove {0} from the list", show(node.value));
    yield { title, edits: removeMember(text, node), preferred: true, safe: isRepeated(node) };
  }
}

function withoutRepetitions(text: string, list: string): TextEdit[] {
  const draft = new Draft(text);
  for (;;) {
    const item = nodeAt(parseDocument(draft.text).root, list)?.children?.find(isRepeated);
    if (!item) return draft.edits();
    draft.apply(removeMember(draft.text, item));
  }
}

/** Whether an item equals one before it. */
function isRepeated(item: Node): boolean {
  const items = item.parent?.type === "array" ? (item.parent.children ?? []) : [];
  return items.findIndex(({ value }) => value === item.value) < items.indexOf(item);
}

function isTwice(property: Node): boolean {
  const siblings = property.parent?.children ?? [];
  return siblings.filter((sibling) => nameOf(sibling) === nameOf(property)).length > 1;
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function valueText(property: Node): string {
  const value = property.children?.[1];
  return value ? JSON.stringify(effectiveValue(value)) : "";
}
