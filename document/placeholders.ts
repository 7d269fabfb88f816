import type { Span } from "./problem.ts";

/** `${env:NAME}` or `${secret:NAME}` inside a string. */
export interface Placeholder {
  kind: "env" | "secret";
  name: string;
  /** As written, for messages. */
  text: string;
}

/** Names as shells take them; secrets may also be grouped with dots, dashes and slashes. */
const PATTERN = /\$\{(?:(env):([A-Za-z_][A-Za-z0-9_]*)|(secret):([A-Za-z0-9_][A-Za-z0-9_.\-/]*))\}/g;

/** The placeholders of a string with their places in it, in UTF-16 code units. */
export function findPlaceholders(text: string): (Placeholder & Span)[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(PATTERN)].map((match) => ({
    ...toPlaceholder(match[0], match[1] ?? match[3], match[2] ?? match[4]),
    offset: match.index,
    length: match[0].length,
  }));
}

/** Whether a string is a placeholder and nothing else: it names a value instead of holding it. */
export function isPlaceholder(text: string): boolean {
  return findPlaceholders(text)[0]?.text === text;
}

/** What a string holds beside its placeholders, each part with its place in it. */
export function literalParts(text: string): Span[] {
  const found = findPlaceholders(text);
  const starts = [0, ...found.map(({ offset, length }) => offset + length)];
  const ends = [...found.map(({ offset }) => offset), text.length];
  return starts
    .map((offset, index) => ({ offset, length: (ends[index] ?? offset) - offset }))
    .filter(({ length }) => length > 0);
}

/** The string with a placeholder in the place of one of its parts. */
export function replacePart(text: string, { offset, length }: Span, placeholder: string): string {
  return text.slice(0, offset) + placeholder + text.slice(offset + length);
}

/** The string with each placeholder replaced by what the callback gives. What comes in is not searched again. */
export function replacePlaceholders(text: string, resolve: (placeholder: Placeholder) => string): string {
  return text.replaceAll(PATTERN, (all, env, envName, secret, secretName) =>
    resolve(toPlaceholder(all, env ?? secret, envName ?? secretName)),
  );
}

function toPlaceholder(text: string, kind: string | undefined, name: string | undefined): Placeholder {
  return { kind: kind === "env" ? "env" : "secret", name: name ?? "", text };
}
