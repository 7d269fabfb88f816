/** What the streams of this run can do: colour, progress and questions only where a person sits at a terminal. */
import * as l10n from "@vscode/l10n";
import picocolors from "picocolors";

const isPlain = process.env.NO_COLOR !== undefined || process.env.TERM === "dumb" || isAutomated();

function isAutomated(): boolean {
  const ci = process.env.CI;
  return ci !== undefined && ci !== "" && ci !== "false" && ci !== "0";
}

export type Colors = ReturnType<typeof picocolors.createColors>;

export function colorsFor(stream: NodeJS.WriteStream): Colors {
  return picocolors.createColors(stream.isTTY === true && !isPlain);
}

/** Progress is drawn on standard error, so that standard output holds nothing but results. */
export function canShowProgress(): boolean {
  return process.stderr.isTTY === true && !isPlain;
}

export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !isAutomated();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; by name (\p{Cc}) they take V8 long.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from a file or a server, made safe to print: control and bidirectional characters would let it
 * move the cursor, change colours or reorder what is read. Tabs become two blanks.
 */
export function printable(text: string): string {
  return text.replaceAll("\t", "  ").replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : "\ufffd";
  });
}

/** The same for a message: one of several sentences may have a line for each. */
export function printableMessage(message: string): string {
  return printable(message.replaceAll("\n", " "));
}

/** One line to standard error. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What could not be done. */
export function tellError(text: string): void {
  tell(`${colorsFor(process.stderr).red(l10n.t("error: "))}${text}`);
}

/** What somebody should know, of text from elsewhere. */
export function tellWarning(text: string): void {
  tell(`${colorsFor(process.stderr).yellow(l10n.t("warning: "))}${printable(text)}`);
}
