/** What can be inserted at a caret: keys, values, whole files. Works in texts that are being typed. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemLabelDetails,
  InsertTextFormat,
  InsertTextMode,
  type MarkupContent,
  TextEdit,
} from "vscode-languageserver-types";
import { type Cursor, cursorAt } from "../../../../document/cursor.ts";
import { type Layout, layoutAt } from "../../../../document/layout.ts";
import { toPlain } from "../../../../document/snippet-text.ts";
import { type Locale, rootSchema, snippets } from "../schema.ts";
import { CompletionContext } from "./context.ts";
import { keyProposals } from "./keys.ts";
import { toSnippet } from "./snippet.ts";
import { valueProposals } from "./values.ts";

export interface CompletionOptions {
  locale: Locale;
  snippets: boolean;
  markdown: boolean;
  labelDetails: boolean;
  /** The client can be told to insert text as it is. */
  insertTextMode: boolean;
}

/** Something to insert, before it is fitted into the text. */
export interface Proposal {
  label: string;
  kind: CompletionItemKind;
  /** A few words shown with the item. */
  detail?: string | undefined;
  /** What the list shows beside the label where `detail` would be cut off. */
  note?: string | undefined;
  documentation?: MarkupContent | undefined;
  /** Key and value as a snippet body; only `key` where the colon is already there, only `value` where a value belongs. */
  key?: string;
  body?: unknown;
  /** Further members to insert after the value. */
  more?: Record<string, unknown>;
  /** What else the item is found by. */
  search?: string | undefined;
  preselect?: boolean;
}

/** In the order to show. */
export function complete(text: TextDocument, offset: number, options: CompletionOptions): CompletionItem[] {
  const source = text.getText();
  const cursor = cursorAt(source, offset);
  if (!cursor) return [];
  const proposals = proposalsAt(source, cursor, options);
  const layout = layoutAt(source, cursor.start);
  return proposals.map((proposal, index) => toItem(proposal, index, { text, cursor, layout, options }));
}

function proposalsAt(source: string, cursor: Cursor, options: CompletionOptions): Proposal[] {
  if (cursor.kind === "document") return templates(options);
  const context = new CompletionContext(source, cursor, options);
  return cursor.kind === "key" ? keyProposals(context) : valueProposals(context);
}

/** Whole files. */
function templates({ locale }: CompletionOptions): Proposal[] {
  return snippets(rootSchema, locale).map(({ label, description, body }) => ({
    label,
    kind: CompletionItemKind.File,
    detail: description,
    note: "",
    body,
  }));
}

interface Place {
  text: TextDocument;
  cursor: Cursor;
  layout: Layout;
  options: CompletionOptions;
}

function toItem(proposal: Proposal, index: number, { text, cursor, layout, options }: Place): CompletionItem {
  const { label, kind, detail, note: description = detail, documentation, preselect } = proposal;
  const { start, end, commaAt } = cursor;
  const range = { start: text.positionAt(start), end: text.positionAt(end) };
  const snippet = insertion(proposal, cursor, layout);
  const typed = text.getText(range);
  const labelDetails: CompletionItemLabelDetails | undefined =
    options.labelDetails && description !== undefined ? { description } : undefined;
  return {
    label,
    kind,
    ...(labelDetails && { labelDetails }),
    ...(detail !== undefined && { detail }),
    ...(documentation && { documentation }),
    ...(preselect && { preselect }),
    sortText: String(index).padStart(3, "0"),
    filterText: filterText(typed, proposal),
    ...(options.insertTextMode && { insertTextMode: InsertTextMode.asIs }),
    insertTextFormat: options.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: TextEdit.replace(range, options.snippets ? snippet : toPlain(snippet)),
    // An edit at the same place as the insertion would have no defined order: there the comma is part of it.
    ...(commaAt !== undefined &&
      commaAt < start && { additionalTextEdits: [TextEdit.insert(text.positionAt(commaAt), ",")] }),
  };
}

function insertion({ key, body, more }: Proposal, cursor: Cursor, layout: Layout): string {
  const before = cursor.commaAt === cursor.start ? ", " : "";
  const after = cursor.commaAfter ? "," : "";
  const parts: string[] = [];
  if (key !== undefined) parts.push(JSON.stringify(key));
  if (body !== undefined) parts.push(toSnippet(body, layout));
  const members = Object.entries(more ?? {}).map(
    ([name, value]) => `,${layout.eol}${layout.base}${JSON.stringify(name)}: ${toSnippet(value, layout)}`,
  );
  return before + parts.join(": ") + members.join("") + after;
}

/** Clients compare this with what is typed, from the start of what will be replaced, opening quote included. */
function filterText(typed: string, { label, search }: Proposal): string {
  const found = search === undefined ? label : `${label} ${search}`;
  return typed.trimStart().startsWith('"') ? `"${found}` : found;
}
