/** Edits one after the other, each of the text the ones before made, told in the end as edits of the first text. */
import { applyEdits, type TextEdit } from "./edit.ts";
import { escapeSnippet, type SnippetPart, snippetParts } from "./snippet-text.ts";

interface Kept {
  from: number;
  to: number;
}

type Piece = Kept | SnippetPart;

export class Draft {
  readonly #length: number;
  #text: string;
  /** What the text is made of: pieces of the first text, in their order, and what was added between them. */
  #pieces: Piece[];

  constructor(text: string) {
    this.#text = text;
    this.#length = text.length;
    this.#pieces = [{ from: 0, to: text.length }];
  }

  get text(): string {
    return this.#text;
  }

  /** @param edits of the text as it is now; they do not overlap. */
  apply(edits: readonly TextEdit[]): void {
    this.#text = applyEdits(this.#text, edits);
    for (const edit of [...edits].sort((a, b) => b.offset - a.offset)) this.#replace(edit);
  }

  /** The difference to the first text. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let added: SnippetPart[] = [];
    for (const piece of [...this.#pieces, { from: this.#length, to: this.#length }]) {
      if (!isKept(piece)) {
        added.push(piece);
        continue;
      }
      if (added.length > 0 || piece.from > at) edits.push(toEdit(at, piece.from, added));
      at = piece.to;
      added = [];
    }
    return edits;
  }

  #replace({ offset, length, newText, snippet }: TextEdit): void {
    const [before, rest] = split(this.#pieces, offset);
    const [, after] = split(rest, length);
    const added = snippet === undefined ? [{ text: newText }] : snippetParts(snippet);
    this.#pieces = newText === "" ? [...before, ...after] : [...before, ...added, ...after];
  }
}

function isKept(piece: Piece): piece is Kept {
  return "from" in piece;
}

function split(pieces: readonly Piece[], at: number): [Piece[], Piece[]] {
  const before: Piece[] = [];
  let left = at;
  for (const [index, piece] of pieces.entries()) {
    const length = isKept(piece) ? piece.to - piece.from : piece.text.length;
    if (left >= length) {
      before.push(piece);
      left -= length;
      continue;
    }
    const [one, other] = cut(piece, left);
    return [left > 0 ? [...before, one] : before, [other, ...pieces.slice(index + 1)]];
  }
  return [before, []];
}

/** A place-holder that is cut is one no more. */
function cut(piece: Piece, at: number): [Piece, Piece] {
  if (at === 0) return [piece, piece];
  if (isKept(piece)) {
    const middle = piece.from + at;
    return [
      { from: piece.from, to: middle },
      { from: middle, to: piece.to },
    ];
  }
  return [{ text: piece.text.slice(0, at) }, { text: piece.text.slice(at) }];
}

function toEdit(from: number, to: number, added: readonly SnippetPart[]): TextEdit {
  const edit = { offset: from, length: to - from, newText: added.map(({ text }) => text).join("") };
  if (added.every(({ snippet }) => snippet === undefined)) return edit;
  return { ...edit, snippet: added.map(({ text, snippet }) => snippet ?? escapeSnippet(text)).join("") };
}
