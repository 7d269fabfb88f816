/** Snippet text as the Language Server Protocol has it: `${1:text}`, `${1|a,b|}`, `$1`, with `\\` before what stands for itself. */

/** An escaped character, a place-holder with a text or a choice, a mere stop. Innermost first: a text holds no `$` of its own. */
const STOPS = /(\\.)|\$\{\d+:((?:\\.|[^\\$}])*)\}|\$\{\d+\|((?:\\.|[^\\,|])*)(?:\\.|[^\\|])*\|\}|\$\{\d+\}|\$\d+/g;

/** The text of a snippet whose place-holders are left as they are: each becomes its text or its first choice. */
export function toPlain(snippet: string): string {
  const inner = snippet.replace(STOPS, (_, escaped, text, first) => escaped ?? text ?? first ?? "");
  return inner === snippet ? snippet.replace(/\\([$}\\,|])/g, "$1") : toPlain(inner);
}

/** Text as a snippet that inserts it as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/** A part of a snippet and what it inserts. `snippet` is there for a place-holder only. */
export interface SnippetPart {
  text: string;
  snippet?: string;
}

/** The place-holders of a snippet and the text between them, in order. None of ours is inside another. */
export function snippetParts(snippet: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let text = "";
  let at = 0;
  for (const { 0: found, 1: escaped, index } of snippet.matchAll(STOPS)) {
    text += snippet.slice(at, index);
    at = index + found.length;
    if (escaped !== undefined) {
      text += toPlain(escaped);
      continue;
    }
    parts.push({ text }, { text: toPlain(found), snippet: found });
    text = "";
  }
  return [...parts, { text: text + snippet.slice(at) }].filter(
    (part) => part.text !== "" || part.snippet !== undefined,
  );
}
