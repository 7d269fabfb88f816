/** Brings keys into the documentation's order. Comments move with the keys they stand above or beside; blank lines stay. */
import type { Node } from "jsonc-parser";
import { applyEdits, type TextEdit } from "../../../document/edit.ts";
import { DEFAULT_LAYOUT, lineBreakOf } from "../../../document/layout.ts";
import type { TaskDocument } from "../../../document/parse.ts";
import { nextToken, Token, tokens } from "../../../document/scan.ts";
import { type Path, schemaAt } from "./schema.ts";

/** No edit for a text that has mistakes or is in order already. */
export function sortKeys(document: TaskDocument): TextEdit[] {
  if (!document.root || document.problems.length > 0) return [];
  return unordered(document.text, document.root, []);
}

/** One edit for each object that is not in order, the outermost. */
function unordered(text: string, object: Node, path: Path): TextEdit[] {
  if (object.type !== "object") return [];
  const members = object.children ?? [];
  if (isSorted(members, path)) {
    return members.flatMap(({ children: [key, value] = [] }) =>
      value ? unordered(text, value, [...path, String(key?.value)]) : [],
    );
  }
  return [{ offset: object.offset, length: object.length, newText: sorted(text, object, path) }];
}

function isSorted(members: readonly Node[], path: Path): boolean {
  const ranks = members.map((member) => rank(member, path));
  return ranks.every((one, index) => index === 0 || (ranks[index - 1] ?? 0) <= one);
}

/** Unknown keys come last, in the order they have. */
function rank(member: Node, path: Path): number {
  const at = Object.keys(schemaAt(path)?.properties ?? {}).indexOf(nameOf(member));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function nameOf(member: Node): string {
  return String(member.children?.[0]?.value);
}

/** A member with what belongs to it. */
interface Block {
  rank: number;
  /** Comments above it, from the first one to the key. */
  above: string;
  text: string;
  /** Comments behind it: before its comma, or after that on the same line. */
  behind: string;
}

function sorted(text: string, object: Node, path: Path): string {
  const members = object.children ?? [];
  const close = object.offset + object.length - 1;
  const head = `{${commentsBeside(text, object.offset + 1, members[0]?.offset ?? close)}`;
  let at = object.offset + head.length;
  // The white space before each place stays where it is, whoever comes there.
  const spaces: string[] = [];
  const blocks = members.map((member, index): Block => {
    const above = text.slice(at, member.offset);
    const space = /^\s*/.exec(above)?.[0] ?? "";
    spaces.push(space);
    const tail = tailOf(text, member.offset + member.length, members[index + 1]?.offset ?? close);
    at = tail.end;
    return {
      rank: rank(member, path),
      above: above.slice(space.length),
      text: sortedMember(text, member, path),
      behind: tail.comments,
    };
  });
  const ordered = [...blocks].sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank));
  const foot = text.slice(at, object.offset + object.length);
  const eol = lineBreakOf(text) ?? DEFAULT_LAYOUT.eol;
  let result = head;
  let before = head;
  for (const [index, block] of ordered.entries()) {
    const comma = index < ordered.length - 1 ? "," : "";
    result += below(before, spaces[index] ?? "", eol) + block.above + block.text + comma + block.behind;
    before = block.behind;
  }
  return result + below(before, foot, eol);
}

function sortedMember(text: string, member: Node, path: Path): string {
  const value = member.children?.[1];
  const edits = value ? unordered(text, value, [...path, nameOf(member)]) : [];
  const own = text.slice(member.offset, member.offset + member.length);
  return applyEdits(
    own,
    edits.map((edit) => ({ ...edit, offset: edit.offset - member.offset })),
  );
}

/** The comments behind a member, and where they and the comma end. @param to the next key, or the closing brace */
function tailOf(text: string, from: number, to: number): { comments: string; end: number } {
  const next = nextToken(text, from);
  if (next?.kind !== Token.Comma) {
    const isInline = !/[\r\n]/.test(text.slice(from, to));
    const comments = isInline ? text.slice(from, to).trimEnd() : commentsBeside(text, from, to);
    return { comments, end: from + comments.length };
  }
  const before = text.slice(from, next.offset).trimEnd();
  const beside = commentsBeside(text, next.end, to);
  return { comments: before + below(before, beside, "\n"), end: next.end + beside.length };
}

/** What follows on a line that then ends. */
function commentsBeside(text: string, from: number, to: number): string {
  for (const { kind, offset } of tokens(text, { from })) {
    if (offset >= to) break;
    if (kind === Token.LineBreak) return text.slice(from, offset).trimEnd();
  }
  return "";
}

/** After a line comment a new line must begin. */
function below(before: string, next: string, eol: string): string {
  const last = [...tokens(before)].at(-1);
  return last?.kind === Token.LineComment && !/^[ \t]*[\r\n]/.test(next) && next !== "" ? eol + next : next;
}
