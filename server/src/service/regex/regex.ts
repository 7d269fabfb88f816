/**
 * The structure of a regular expression, read without running it. Covers what RE2 and PCRE have in common, and names what only
 * one kind of engine understands: which one CLS uses is not documented.
 */

/** A capture group; offsets are UTF-16 code units in the pattern, parentheses included. */
interface Group {
  start: number;
  end: number;
  name?: string;
}

/** What not every engine understands. */
interface Special {
  kind: SpecialKind;
  start: number;
  end: number;
}

export type SpecialKind =
  | "look-around"
  | "back-reference"
  | "atomic-group"
  | "possessive-quantifier"
  | "recursion"
  | "condition"
  | "comment"
  | "branch-reset"
  | "verb"
  /** `\K`, `\R`, `\h` and the like. */
  | "pcre-escape"
  /** `\u0041`: JavaScript and Java. */
  | "unicode-escape"
  /** `[^]`: JavaScript. */
  | "empty-class";

export interface RegexStructure {
  groups: Group[];
  specials: Special[];
}

const AFTER_PARENTHESIS: readonly (readonly [RegExp, SpecialKind])[] = [
  [/\?<?[=!]/y, "look-around"],
  [/\?>/y, "atomic-group"],
  [/\?P=\w+/y, "back-reference"],
  [/\?(?:R|P>\w+|&\w+|[+-]?\d+)/y, "recursion"],
  [/\?\(/y, "condition"],
  [/\?#/y, "comment"],
  [/\?\|/y, "branch-reset"],
  [/\*[A-Z]/y, "verb"],
];

/** Several rules ask for the same pattern. */
let last: { pattern: string; structure: RegexStructure } | undefined;

export function readRegex(pattern: string): Readonly<RegexStructure> {
  if (last?.pattern !== pattern) last = { pattern, structure: read(pattern) };
  return last.structure;
}

/** One left-to-right pass, linear in the pattern's length. */
function read(pattern: string): RegexStructure {
  const groups: Group[] = [];
  const specials: Special[] = [];
  const open: (Group | undefined)[] = [];
  let at = 0;
  while (at < pattern.length) {
    const start = at;
    switch (pattern[at]) {
      case "\\":
        at = skipEscape(pattern, at, specials);
        break;
      case "[":
        at = skipClass(pattern, at, specials);
        break;
      case "(":
        at = openGroup(pattern, at, { groups, specials, open });
        break;
      case ")": {
        at++;
        const group = open.pop();
        if (group) group.end = at;
        break;
      }
      default:
        at += match(/(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?/y, pattern, at)?.length ?? 1;
        if (pattern[at - 1] === "+" && at - start > 1) specials.push({ kind: "possessive-quantifier", start, end: at });
    }
  }
  return { groups, specials };
}

function openGroup(
  pattern: string,
  start: number,
  { groups, specials, open }: RegexStructure & { open: (Group | undefined)[] },
): number {
  for (const [syntax, kind] of AFTER_PARENTHESIS) {
    const found = match(syntax, pattern, start + 1);
    if (found === undefined) continue;
    const end = start + 1 + found.length;
    specials.push({ kind, start, end });
    if (kind === "comment") return skipTo(pattern, ")", end);
    // A condition opens a group of its own, which is then skipped as one.
    if (kind === "condition") open.push(undefined);
    open.push(undefined);
    return end;
  }
  const name = /^\?(?:P?<(\w+)>|'(\w+)')/.exec(pattern.slice(start + 1, start + 100));
  if (name || pattern[start + 1] !== "?") {
    const group: Group = { start, end: pattern.length, ...(name && { name: name[1] ?? name[2] ?? "" }) };
    groups.push(group);
    open.push(group);
  } else {
    open.push(undefined);
  }
  return start + 1 + (name?.[0].length ?? 0);
}

function skipEscape(pattern: string, start: number, specials: Special[]): number {
  const special = (kind: SpecialKind, length: number): number => {
    specials.push({ kind, start, end: start + length });
    return start + length;
  };
  const reference = match(/\\(?:[1-9]\d*|k(?:<\w+>|\{\w+\}|'\w+')|g\{?-?\w+\}?)/y, pattern, start);
  if (reference) return special("back-reference", reference.length);
  const unicode = match(/\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4})?/y, pattern, start);
  if (unicode) return special("unicode-escape", unicode.length);
  if (match(/\\[KRXGZhHN]/y, pattern, start)) return special("pcre-escape", 2);
  if (pattern.startsWith("\\Q", start)) return skipTo(pattern, "\\E", start + 2);
  return start + 2;
}

function skipClass(pattern: string, start: number, specials: Special[]): number {
  const first = start + (pattern[start + 1] === "^" ? 2 : 1);
  // Elsewhere a bracket right at the beginning is a member; JavaScript ends the class here.
  if (pattern[first] === "]" && pattern.indexOf("]", first + 1) < 0) {
    specials.push({ kind: "empty-class", start, end: first + 1 });
    return first + 1;
  }
  let at = first;
  while (at < pattern.length && (pattern[at] !== "]" || at === first)) at = skipMember(pattern, at);
  return at + 1;
}

/** A set such as `[:alpha:]` or `\d`, a character, or a range, whose end may be a bracket. */
function skipMember(pattern: string, start: number): number {
  const name = pattern.startsWith("[:", start) ? pattern.indexOf(":]", start + 2) : -1;
  if (name >= 0) return name + 2;
  const end = skipCharacter(pattern, start);
  const isRange = pattern[end] === "-" && end + 1 < pattern.length && pattern[end + 1] !== "]";
  return isRange && !/[dDsSwWpP]/.test(pattern.slice(start + 1, end)) ? skipCharacter(pattern, end + 1) : end;
}

function skipCharacter(pattern: string, at: number): number {
  return at + (pattern[at] === "\\" ? 2 : 1);
}

function skipTo(pattern: string, end: string, from: number): number {
  const found = pattern.indexOf(end, from);
  return found < 0 ? pattern.length : found + end.length;
}

const ESCAPE = String.raw`\\[dDsSwWfnrt!-/:-@[-\x60{-~]`;
const CLASS = String.raw`\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[^\\[\]^-]|${ESCAPE})+\]`;
/** Of groups in groups the counts would multiply, and there is a limit. */
const COUNT = String.raw`(?<!\))\{\d\d?(?:,\d?\d?)?\}`;
const COMMON = new RegExp(String.raw`^(?:[^\\[\]{}(]|\((?!\?)|\(\?:|${ESCAPE}|${CLASS}|${COUNT})*$`);

/** Deeper or larger patterns have limits in some engines. In UTF-16 units. */
const LONGEST_COMMON = 500;

/** Whether every engine takes the pattern, provided that JavaScript's does. */
export function isCommon(pattern: string): boolean {
  return pattern.length <= LONGEST_COMMON && COMMON.test(pattern);
}

/** What a sticky expression matches at a place. */
function match(syntax: RegExp, text: string, at: number): string | undefined {
  syntax.lastIndex = at;
  return syntax.exec(text)?.[0];
}
