/** What changes in a file, line by line, in the unified format. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";
import { colorsFor, printable } from "../terminal.ts";
import { maskSecrets } from "./mask-secrets.ts";

/** Prints it. Secrets are masked: output ends up in logs of pipelines. */
export function showDifferences(file: string, before: string, after: string): void {
  const { bold, cyan, red, green } = colorsFor(process.stdout);
  const patch = structuredPatch(file, file, maskSecrets(before), maskSecrets(after), "", "");
  const lines = formatPatch(patch, FILE_HEADERS_ONLY).trimEnd().split(/\r?\n/).map(printable);
  const paint = (line: string, index: number) => {
    if (index < 2) return bold(line);
    if (line.startsWith("@")) return cyan(line);
    return line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line;
  };
  process.stdout.write(`${lines.map(paint).join("\n")}\n`);
}
