/** Completions of what the cloud has: they join those of the language server, in one list. */
import * as vscode from "vscode";
import { type Cursor, cursorAt } from "../../document/cursor.ts";
import type { Completions } from "../editing/language-server.ts";
import { factsOf } from "./file-facts.ts";
import type { LookUps } from "./look-ups.ts";
import { isLookedUp, type Proposal, proposals } from "./proposals.ts";
import { soon } from "./soon.ts";

/** Adds what is found to the server's completions, and leaves out those of it that would be the same. */
export async function withLookUps(
  ofServer: PromiseLike<Completions> | Completions,
  lookUps: LookUps,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<Completions> {
  const [found, served] = await Promise.all([find(lookUps, document, position, token), ofServer]);
  if (found === "late") {
    const items = Array.isArray(served) ? served : (served?.items ?? []);
    return new vscode.CompletionList(items, true);
  }
  if (found.length === 0) return served;
  const items = Array.isArray(served) ? served : (served?.items ?? []);
  const known = new Set(found.map(({ value }) => value));
  return new vscode.CompletionList(
    [...found.map(({ item }) => item), ...items.filter(({ label }) => !known.has(textOf(label)))],
    !Array.isArray(served) && served?.isIncomplete,
  );
}

interface Completion {
  value: string;
  item: vscode.CompletionItem;
}

async function find(
  lookUps: LookUps,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<Completion[] | "late"> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const cursor = cursorAt(text, offset);
  const field = cursor?.kind === "value" && cursor.path.length === 1 ? cursor.path[0] : undefined;
  const file = factsOf({ uri: document.uri, getText: () => text });
  if (!cursor || !file || !isLookedUp(field)) return [];
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort());
  try {
    const answer = proposals(field, lookUps, file, abort.signal).then((found) => found?.items ?? []);
    const all = await soon(answer);
    if (!all) return "late";
    const place = field === "UserKafkaTopics" ? nameInList(text, offset, cursor) : whole(text, cursor);
    const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
    const fresh = all.filter(({ value }) => !place.others.includes(value));
    const written = document.getText(range);
    // On an Id that is complete the others are wanted: what is there must not filter them out.
    const isComplete = fresh.some(({ value }) => JSON.stringify(value) === written);
    return fresh.map((proposal, index) => {
      const item = toItem(proposal, index, place, range);
      if (isComplete) item.filterText = written;
      return { value: proposal.value, item };
    });
  } finally {
    listener.dispose();
  }
}

interface Place {
  /** What is replaced. Offsets. */
  start: number;
  end: number;
  /** What is put around a value. */
  quote: string;
  /** Whether what is replaced begins with a quote. */
  quoted: boolean;
  /** What the field has already, besides. */
  others: readonly string[];
}

function whole(text: string, { start, end }: Cursor): Place {
  return { start, end, quote: '"', quoted: text[start] === '"', others: [] };
}

/** One of the names in a list such as `"a,b"`: that at the caret. */
function nameInList(text: string, caret: number, cursor: Cursor): Place {
  if (text[cursor.start] !== '"' || caret <= cursor.start) return whole(text, cursor);
  const isClosed = cursor.end > cursor.start + 1 && text[cursor.end - 1] === '"';
  const last = isClosed ? cursor.end - 1 : cursor.end;
  if (caret > last) return whole(text, cursor);
  const comma = text.lastIndexOf(",", caret - 1);
  let start = Math.max(comma, cursor.start) + 1;
  while (text[start] === " " && start < caret) start++;
  const next = text.indexOf(",", caret);
  const end = next >= 0 && next < last ? next : last;
  const rest = `${text.slice(cursor.start + 1, start)},${text.slice(end, last)}`;
  return { start, end, quote: "", quoted: false, others: rest.split(",").map((name) => name.trim()) };
}

function toItem({ value, name, where }: Proposal, index: number, { quote, quoted }: Place, range: vscode.Range) {
  const isCalledSomething = name !== "" && name !== value;
  const label = { label: isCalledSomething ? name : value, description: where };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Reference);
  if (isCalledSomething) item.detail = value;
  item.insertText = quote === "" ? value : JSON.stringify(value);
  item.range = range;
  const search = [...new Set([name, value, where])].join(" ");
  item.filterText = quoted ? `"${search}"` : search;
  // Before the server's, which count from 000.
  item.sortText = `!${String(index).padStart(4, "0")}`;
  return item;
}

function textOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === "string" ? label : label.label;
}
