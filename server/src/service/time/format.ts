/** Time formats as people write them, and as CLS wants them. Source: the LogListener documentation. */
import { DIRECTIVES } from "./sample.ts";

/** What directives of strftime and its descendants are called here; an empty string when there is no counterpart. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  T: "%H:%M:%S",
  D: "%m/%d/%y",
  L: "%f",
  N: "%f",
  Q: "%F",
  Z: "%z",
  k: "%H",
  l: "%I",
  G: "%Y",
};

/** With the flags and widths that other programs know. */
const DIRECTIVE = /%[-_0^#]?\d*([A-Za-z%])?/g;

export interface Directive {
  /** `%Y` */
  text: string;
  offset: number;
  known: boolean;
}

export function directives(format: string): Directive[] {
  return [...format.matchAll(DIRECTIVE)].map(({ 0: text, 1: letter, index }) => ({
    text,
    offset: index,
    known: text.length === 2 && isKnown(letter),
  }));
}

/** The format with foreign directives replaced by those of CLS; undefined when one has no counterpart. */
export function translateDirectives(format: string): string | undefined {
  let complete = true;
  const translated = format.replaceAll(DIRECTIVE, (text, letter: string | undefined) => {
    if (isKnown(letter)) return `%${letter}`;
    const counterpart = letter === undefined ? undefined : ELSEWHERE[letter];
    if (counterpart === undefined) complete = false;
    return counterpart ?? text;
  });
  return complete ? translated : undefined;
}

function isKnown(letter: string | undefined): boolean {
  return letter !== undefined && Object.hasOwn(DIRECTIVES, letter);
}

/** Letters of Java's and Moment's patterns, longest first. */
const PATTERN_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^[yY]{4}/, "%Y"],
  [/^[yY]{2}/, "%y"],
  [/^M{4}/, "%B"],
  [/^M{3}/, "%b"],
  [/^M{1,2}/, "%m"],
  [/^(?:d{1,2}|D{1,2})(?![dD])/, "%d"],
  [/^H{1,2}/, "%H"],
  [/^h{1,2}/, "%I"],
  [/^m{1,2}/, "%M"],
  [/^s{1,2}/, "%S"],
  [/^S{1,9}/, "%f"],
  [/^[aA]/, "%p"],
  [/^E{4}/, "%A"],
  [/^E{1,3}/, "%a"],
  [/^(?:Z{1,2}|X{3}|x{3}|z)/, "%z"],
  // Moment's Unix times.
  [/^X/, "%s"],
  [/^x/, "%F"],
  [/^'([^']*)'/, "$1"],
  [/^\[([^\]]*)\]/, "$1"],
];

/** Whether a format without directives is a pattern of Java or Moment: `yyyy-MM-dd HH:mm:ss`. */
export function isLetterPattern(format: string): boolean {
  return !format.includes("%") && /y{2,4}|Y{4}|HH|hh|MM|dd|DD|mm|ss/.test(format);
}

/** Such a pattern in CLS's directives; undefined when it has letters without a counterpart. */
export function translateLetters(format: string): string | undefined {
  let translated = "";
  let rest = format;
  while (rest !== "") {
    const found = PATTERN_LETTERS.find(([letters]) => letters.test(rest));
    const text = found ? (found[0].exec(rest)?.[0] ?? "") : (rest[0] ?? "");
    if (!found && /[A-Za-z]/.test(text) && text !== "T") return undefined;
    translated += found ? text.replace(found[0], found[1]) : text;
    rest = rest.slice(text.length);
  }
  return translated;
}
