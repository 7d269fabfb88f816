/** Checks one file after the other and keeps only what is reported. */
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleSettings } from "../../document/config.ts";
import { Analysis, getDiagnostics, prepare, summarize, type TaskSummary } from "../../server/src/service/index.ts";
import { type FileFindings, toFinding } from "../findings.ts";
import { locale } from "../locale.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { clashKeys } from "./rivals.ts";

/** A file to check. */
export interface Checked {
  /** As it is named in findings. */
  name: string;
  /** Without a byte order mark, as editors hold it. */
  text: string;
  rules: RuleSettings;
}

/** A file as others need to know it. */
interface Known {
  name: string;
  read(): Promise<Checked>;
  summary?: TaskSummary;
  /** Files that share a value with it, by name. */
  others: Map<string, TaskSummary>;
  /** Others came after it was checked. */
  isStale: boolean;
}

/** How many of the files that share a value a file is compared with: one is enough to say so. */
const ENOUGH = 3;

export class Checker {
  checked = 0;
  readonly #found = new Map<string, FileFindings>();
  /** Of the files that share a value the first one. */
  readonly #firsts = new Map<string, Known>();

  /**
   * Checks a file alone and against those before it.
   * @param read - gives it again: that a later file clashes with it is not known yet.
   */
  async add(file: Checked, read: () => Promise<Checked>): Promise<void> {
    this.checked++;
    const document = toDocument(file);
    const analysis = new Analysis(file.text);
    await prepare(analysis);
    const known: Known = { name: file.name, read, others: new Map(), isStale: false };
    for (const key of clashKeys(analysis.value)) {
      const first = this.#firsts.get(key);
      if (!first) this.#firsts.set(key, known);
      else {
        first.summary ??= await summaryOf(first);
        known.summary ??= summarize(document, analysis.document);
        known.others.set(first.name, first.summary);
        if (first.others.size >= ENOUGH) continue;
        first.others.set(known.name, known.summary);
        first.isStale = true;
      }
    }
    this.#keep(file, document, analysis, known);
  }

  /** Checks again what has turned out to clash. @returns the files with findings, in the order they were added */
  async finish(): Promise<FileFindings[]> {
    for (const known of new Set(this.#firsts.values())) {
      if (!known.isStale) continue;
      const file = await known.read();
      const analysis = new Analysis(file.text);
      await prepare(analysis);
      this.#keep(file, toDocument(file), analysis, known);
    }
    return [...this.#found.values()].filter(({ findings }) => findings.length > 0);
  }

  #keep({ name, rules }: Checked, document: TextDocument, analysis: Analysis, { others }: Known): void {
    const diagnostics = getDiagnostics(document, analysis, { locale, rules, others: [...others.values()] });
    const findings = diagnostics.map((diagnostic) => toFinding(name, diagnostic));
    const shown = toDocument({ name, rules, text: findings.length > 0 ? maskSecrets(document.getText()) : "" });
    const lines = findings.map(({ range }) => lineOf(shown, range.start.line));
    this.#found.set(name, { file: name, findings, lines });
  }
}

async function summaryOf({ read }: Known): Promise<TaskSummary> {
  const file = await read();
  return summarize(toDocument(file), new Analysis(file.text).document);
}

function toDocument({ name, text }: Checked): TextDocument {
  return TextDocument.create(pathToFileURL(name).href, "recharge", 0, text);
}

/** A copy: a part of the text would keep all of it in memory. */
function lineOf(document: TextDocument, line: number): string {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return Buffer.from(text.replace(/[\r\n]+$/, "")).toString();
}
