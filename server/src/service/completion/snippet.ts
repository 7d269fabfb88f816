/**
 * Snippet bodies: JSON values whose strings are snippet text between quotes; one that starts with `^` stands without
 * quotes, as in VS Code's `defaultSnippets`. Printed as a snippet, or plain for clients without snippets.
 */
import { DEFAULT_LAYOUT, type Layout } from "../../../../document/layout.ts";
import { escapeSnippet, toPlain } from "../../../../document/snippet-text.ts";

/** Snippet text of a body. Lists of plain values stay on one line. */
export function toSnippet(body: unknown, layout: Layout = DEFAULT_LAYOUT): string {
  if (typeof body === "string") return body.startsWith("^") ? body.slice(1) : `"${body}"`;
  if (typeof body !== "object" || body === null) return JSON.stringify(body);
  const inner = { ...layout, base: layout.base + layout.unit };
  if (Array.isArray(body)) {
    const items = body.map((item) => toSnippet(item, inner));
    return body.some((item) => typeof item === "object") ? block("[", items, "]", layout) : `[${items.join(", ")}]`;
  }
  const members = Object.entries(body).map(([key, value]) => `${JSON.stringify(key)}: ${toSnippet(value, inner)}`);
  return block("{", members, "}", layout);
}

/** The value a body stands for. */
export function toValue(body: unknown): unknown {
  return JSON.parse(toPlain(toSnippet(body)));
}

/** A place-holder that suggests a text. */
export function placeholder(number: number, text: string): string {
  return `\${${number}:${escapeSnippet(text)}}`;
}

/** A place-holder with a choice; the first is preselected. */
export function choice(number: number, texts: string[]): string {
  return `\${${number}|${texts.map((text) => text.replace(/[\\,|$}]/g, "\\$&")).join(",")}|}`;
}

/** What stands between the quotes of a JSON string. */
export function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function block(open: string, parts: string[], close: string, { base, unit, eol }: Layout): string {
  if (parts.length === 0) return open + close;
  return `${open}${eol}${parts.map((part) => base + unit + part).join(`,${eol}`)}${eol}${base}${close}`;
}
