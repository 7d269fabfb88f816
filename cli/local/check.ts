/** Checks task files one by one and against each other, and keeps only what is reported. */
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleSettings } from "../../document/config.ts";
import {
  Analysis,
  configured,
  type Finding,
  findings,
  LONGEST_ALIKE,
  placed,
  prepare,
  summarize,
  type TaskSummary,
  toDiagnostics,
  typicalText,
} from "../../server/src/service/index.ts";
import { type FileFindings, toFinding } from "../findings.ts";
import { locale } from "../locale.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { clashKeys, rivals } from "./rivals.ts";

/** A file to check. */
export interface TaskText {
  /** As it is named in findings. */
  name: string;
  /** Without a byte order mark, as editors hold it. */
  text: string;
  rules: RuleSettings;
}

/** A file that was checked. Plain data, small for a file without findings. */
export interface CheckedFile {
  name: string;
  /** What other files must not have too. */
  keys: string[];
  found?: FileFindings;
}

/** What was found in typical texts; of so many that memory does not grow with the number of files. */
const known = new Map<string, readonly Finding[]>();
const MOST_KNOWN = 256;

/** Checks a file alone. At once, but for the first file with a pattern. */
export function check(file: TaskText): CheckedFile | Promise<CheckedFile> {
  const typical = typicalText(file.text);
  const found = known.get(typical);
  if (found) return checked(file, found);
  const analysis = new Analysis(typical);
  const look = () => checked(file, remember(typical, findings(analysis, { locale })));
  return prepare(analysis)?.then(look) ?? look();
}

function remember(typical: string, found: Finding[]): Finding[] {
  if (typical.length > LONGEST_ALIKE) return found;
  if (known.size === MOST_KNOWN) known.clear();
  known.set(typical, found);
  return found;
}

function checked(file: TaskText, found: readonly Finding[]): CheckedFile {
  const { name, text, rules } = file;
  const own = configured(placed(found, text), rules);
  return { name, keys: clashKeys(text), ...(own.length > 0 && { found: show(file, own) }) };
}

/** Checks a file against others too. */
async function checkAmong(file: TaskText, others: readonly TaskSummary[]): Promise<FileFindings | undefined> {
  const analysis = new Analysis(file.text);
  await prepare(analysis);
  const { name, rules } = file;
  const found = findings(analysis, { locale, rules, others, uri: pathToFileURL(name).href });
  return found.length > 0 ? show(file, found) : undefined;
}

function show(file: TaskText, found: Finding[]): FileFindings {
  const { name, text } = file;
  // Nothing that is kept says where the file is.
  const document = TextDocument.create("", "recharge", 0, text);
  const diagnostics = toDiagnostics(document, found, locale);
  const masked = maskSecrets(text);
  const shown = masked === text ? document : TextDocument.create("", "recharge", 0, masked);
  return {
    file: name,
    findings: diagnostics.map((diagnostic) => toFinding(name, diagnostic)),
    lines: diagnostics.map(({ range }) => lineOf(shown, range.start.line)),
  };
}

/**
 * Compares files that were checked alone: those that share a value are checked again.
 * @param read - gives such a file again.
 * @returns the files with findings, in the order they came
 */
export async function compare(
  checked: readonly CheckedFile[],
  read: (name: string) => TaskText,
): Promise<FileFindings[]> {
  const clashing = rivals(checked.map(({ keys }) => keys));
  const summary = (place: number) => summarizeFile(read(checked[place]?.name ?? ""));
  const results: FileFindings[] = [];
  for (const [place, file] of checked.entries()) {
    const others = clashing.get(place);
    const found = others ? await checkAmong(read(file.name), [...others].map(summary)) : file.found;
    if (found) results.push(found);
  }
  return results;
}

function summarizeFile(file: TaskText): TaskSummary {
  return summarize(toDocument(file), new Analysis(file.text).document);
}

function toDocument({ name, text }: TaskText): TextDocument {
  return TextDocument.create(pathToFileURL(name).href, "recharge", 0, text);
}

/** A copy: a part of the text would keep all of it in memory. */
function lineOf(document: TextDocument, line: number): string {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return Buffer.from(text.replace(/[\r\n]+$/, "")).toString();
}
