/** The tables that are printed, as Markdown. */

/** One thing measured on several programs; undefined where a program does not do such a thing. */
export interface Row {
  what: string;
  unit: string;
  /** The first is ours, the second what it is compared with. */
  numbers: (number | undefined)[];
  /** What our number is to be at most, as a part of the second. */
  target?: number;
  /** How many, not how much: whole, and without a ratio. */
  isCount?: boolean;
}

export function table(programs: string[], rows: Row[]): string {
  const head = ["", ...programs, "ratio", "target"];
  const body = rows.map(({ what, unit, numbers, target, isCount }) => {
    const [ours, theirs] = numbers;
    const ratio = ours === undefined || theirs === undefined || isCount ? undefined : ours / theirs;
    return [
      `${what} (${unit})`,
      ...programs.map((_, index) => show(numbers[index], isCount)),
      ratio === undefined ? "" : `**${times(ratio)}**`,
      target === undefined ? "" : `≤ ${target}x${ratio !== undefined && ratio > target ? " (missed)" : ""}`,
    ];
  });
  const lines = [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...body];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function show(number: number | undefined, isCount = false): string {
  if (number === undefined) return "–";
  if (isCount) return String(number);
  return number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);
}

function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 0.1 ? 3 : 2)}x`;
}
