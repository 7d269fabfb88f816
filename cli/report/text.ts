/** For people: grouped by file, each finding with its source line and a caret under what is meant. */
import * as l10n from "@vscode/l10n";
import stringWidth from "fast-string-width";
import { type Counts, count, type Finding, type Severity, severityNames } from "../findings.ts";
import { type Colors, printable, printableMessage } from "../terminal.ts";
import type { Formatter, Report } from "./report.ts";

/** Of a long line, such as a whole file without line breaks, only the surroundings are shown. In UTF-16 units. */
const CONTEXT = 60;

export function textFormatter(colors: Colors): Formatter {
  return (report) => {
    const groups = report.files.map(({ file, findings, lines }) => {
      const items = findings.map((finding, index) => show(finding, lines[index] ?? "", colors));
      return `${colors.underline(printable(file))}\n${items.join("\n")}\n\n`;
    });
    return groups.join("") + summary(report, colors);
  };
}

function show({ range, severity, message, code }: Finding, line: string, colors: Colors): string {
  const place = `${range.start.line + 1}:${range.start.character + 1}`;
  const name = l10n.t("{0}: ", severityNames()[severity].toLowerCase());
  const head = `  ${colors.dim(place)}  ${paint(severity, colors)(name)}${printableMessage(message)}  ${colors.dim(code)}`;
  if (line.trim() === "") return head;
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  const excerpt = cut(line, range.start.character, end);
  const margin = `${String(range.start.line + 1).padStart(6)} │ `;
  const blank = `${" ".repeat(7)}│ ${" ".repeat(excerpt.offset)}`;
  return [
    head,
    colors.dim(margin) + excerpt.text,
    colors.dim(blank) + paint(severity, colors)("^".repeat(excerpt.width)),
  ].join("\n");
}

/** The part of the line to show, and where and how wide the caret is, in terminal columns. */
function cut(line: string, start: number, end: number): { text: string; offset: number; width: number } {
  const from = start > CONTEXT * 2 ? start - CONTEXT : 0;
  const to = Math.max(start + CONTEXT, from === 0 ? CONTEXT * 2 : 0);
  const before = (from > 0 ? "…" : "") + printable(line.slice(from, start));
  const marked = printable(line.slice(start, Math.min(end, to)));
  const after = printable(line.slice(Math.min(end, to), to)) + (line.length > to ? "…" : "");
  return { text: before + marked + after, offset: stringWidth(before), width: Math.max(1, stringWidth(marked)) };
}

function summary({ files, checked }: Report, colors: Colors): string {
  const counts = count(files);
  if (files.length === 0) return `${colors.green("✔")} ${l10n.t("No problems in {0}.", filesText(checked))}\n`;
  const mark = counts.error > 0 ? colors.red("✖") : colors.yellow("⚠");
  return `${mark} ${l10n.t("{0} in {1} of {2}.", countsText(counts), files.length, filesText(checked))}\n`;
}

function filesText(number: number): string {
  return number === 1 ? l10n.t("1 file") : l10n.t("{0} files", number);
}

function countsText({ error, warning, info, hint }: Counts): string {
  const parts: string[] = [];
  if (error > 0) parts.push(error === 1 ? l10n.t("1 error") : l10n.t("{0} errors", error));
  if (warning > 0) parts.push(warning === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", warning));
  if (info > 0) parts.push(info === 1 ? l10n.t("1 info") : l10n.t("{0} infos", info));
  if (hint > 0) parts.push(hint === 1 ? l10n.t("1 hint") : l10n.t("{0} hints", hint));
  return parts.join(l10n.t(", "));
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === "error") return colors.red;
  if (severity === "warning") return colors.yellow;
  return severity === "info" ? colors.blue : colors.dim;
}
