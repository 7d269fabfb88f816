/** How a text is laid out, for what is inserted into it. */
export interface Layout {
  /** Indentation of the line the insertion begins on. */
  base: string;
  /** One level of indentation. */
  unit: string;
  eol: string;
}

export const DEFAULT_LAYOUT: Layout = { base: "", unit: "  ", eol: "\n" };

/** Everything on one line, with blanks inside braces. */
export const ONE_LINE: Layout = { base: "", unit: "", eol: " " };

/** The layout of a text at an offset. */
export function layoutAt(text: string, offset: number): Layout {
  const start = lineStart(text, offset);
  let end = start;
  while (end < offset && (text[end] === " " || text[end] === "\t")) end++;
  // The first indented key or comment of a file is one level deep.
  const unit = /[\r\n]([ \t]+)["/]/.exec(text)?.[1] ?? DEFAULT_LAYOUT.unit;
  return { base: text.slice(start, end), unit, eol: lineBreakOf(text) ?? DEFAULT_LAYOUT.eol };
}

/** The first line break of a text; undefined where everything is on one line. */
export function lineBreakOf(text: string): string | undefined {
  return /\r\n|\r|\n/.exec(text)?.[0];
}

/** Where the line that holds an offset begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}
