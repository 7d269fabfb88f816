/** Adds what is missing: one field, or the names that a list lacks. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { replaceNode, type TextEdit } from "../../../../document/edit.ts";
import { countsAsAbsent, findProperty, properties } from "../../../../document/effective.ts";
import { insertItem, insertProperty } from "../../../../document/insert.ts";
import { layoutAt } from "../../../../document/layout.ts";
import { fromPointer, nodeAt, toPointer } from "../../../../document/pointer.ts";
import { toPlain } from "../../../../document/snippet-text.ts";
import { bodyOf, counter } from "../completion/fill.ts";
import { groupNames } from "../completion/likely.ts";
import { placeholder, quoted, toSnippet } from "../completion/snippet.ts";
import type { Context, Finding } from "../diagnostics/finding.ts";
import { decidedString } from "../rules/reading.ts";
import { type Path, schemaAt } from "../schema.ts";
import { type Fix, isEditable, type Source } from "./fix.ts";

/** @param next the number of the next place-holder, when several fixes become one */
export function* addField({ data }: Finding, source: Source, next = counter()): Generator<Fix> {
  const [name] = data.fields ?? [];
  if (data.kind !== "missing" || name === undefined || !isEditable(source)) return;
  const path = fromPointer(data.pointer);
  const object = nodeAt(source.root, path);
  if (object?.type !== "object") return;
  yield {
    title: l10n.t("Add {0}", name),
    edits: fieldEdits(source, object, [...path, name], next),
    preferred: true,
    creates: toPointer([...path, name]),
  };
}

function fieldEdits({ text, value }: Context, object: Node, path: string[], next: () => number): TextEdit[] {
  const name = path.at(-1) ?? "";
  const body = bodyOf(path, value, next);
  const written = findProperty(object, name)?.value;
  if (written && countsAsAbsent(written)) {
    const snippet = toSnippet(body, layoutAt(text, written.offset));
    return [{ ...replaceNode(written, toPlain(snippet)), snippet }];
  }
  const after = memberBefore(object, path);
  return asSnippets((print) => insertProperty(text, object, { name, print: (layout) => print(body, layout), after }));
}

/** The property that a field follows: the documentation's order decides, as far as the object keeps to it. */
export function memberBefore(object: Node, path: Path): Node | undefined {
  const order = Object.keys(schemaAt(path.slice(0, -1))?.properties ?? {});
  const before = new Set(order.slice(0, order.indexOf(String(path.at(-1)))));
  return properties(object).findLast(({ name, value }) => value && before.has(name))?.node;
}

/** R30: names for the capture groups that have none. Which name is one too many nobody knows. */
export function* addNames({ data }: Finding, source: Source): Generator<Fix> {
  const keys = nodeAt(source.root, data.pointer);
  const regex = decidedString(source, ["LogRechargeRule", "LogRegex"]);
  const last = keys?.children?.at(-1);
  if (data.rule !== "R30" || keys?.type !== "array" || !last || !regex || !isEditable(source)) return;
  const names = groupNames(
    regex.value,
    (keys.children ?? []).map(({ value }) => String(value)),
  );
  if (!names) return;
  const next = counter();
  const bodies = names.map((name) => placeholder(next(), quoted(name)));
  yield {
    title: l10n.t("Add {0} to Keys", names.join(", ")),
    edits: asSnippets((print) =>
      insertItem(source.text, last, (layout) =>
        bodies.map((body) => print(body)).join(layout.base === "" ? ", " : `,${layout.eol}${layout.base}`),
      ),
    ),
    preferred: true,
  };
}

/** The edits of plain texts, each with its snippet where that differs. */
function asSnippets(make: (print: typeof toSnippet) => TextEdit[]): TextEdit[] {
  const snippets = make(toSnippet);
  return make((...args) => toPlain(toSnippet(...args))).map((edit, index) => {
    const snippet = snippets[index]?.newText;
    return snippet === undefined || snippet === edit.newText ? edit : { ...edit, snippet };
  });
}
