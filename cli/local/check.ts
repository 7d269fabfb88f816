/** Checks one file after the other and keeps only what is reported. */
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleSettings } from "../../document/config.ts";
import {
  Analysis,
  findings,
  prepare,
  summarize,
  type TaskSummary,
  toDiagnostics,
} from "../../server/src/service/index.ts";
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
  /** Which it was, counted from the first. */
  place: number;
  /** Files that share a value with it, by name. */
  others?: Map<string, TaskSummary>;
}

/** How many of the files that share a value a file is compared with: one is enough to say so. */
const ENOUGH = 3;

/** Of a file without findings nothing is kept but the values that later files must not share. */
export class Checker {
  checked = 0;
  readonly #read: (name: string) => Promise<Checked>;
  /** By place. */
  readonly #found = new Map<number, FileFindings>();
  /** Of the files that share a value the first one. */
  readonly #firsts = new Map<string, Known>();
  /** Files that were checked before others came that share a value with them. */
  readonly #stale = new Set<Known>();

  /** @param read - gives a file; again when a later one turns out to clash with it. */
  constructor(read: (name: string) => Promise<Checked>) {
    this.#read = read;
  }

  /** Checks a file alone and against those before it. */
  async add(name: string): Promise<void> {
    const file = await this.#read(name);
    const analysis = await analyse(file);
    const known: Known = { name, place: this.checked++ };
    for (const key of clashKeys(analysis.value)) {
      const first = this.#firsts.get(key);
      if (first) await this.#compare(known, first);
      else this.#firsts.set(key, known);
    }
    this.#keep(file, analysis, known);
  }

  async #compare(known: Known, first: Known): Promise<void> {
    known.others ??= new Map();
    first.others ??= new Map();
    known.others.set(first.name, known.others.get(first.name) ?? (await this.#summary(first.name)));
    if (first.others.size >= ENOUGH) return;
    first.others.set(known.name, await this.#summary(known.name));
    this.#stale.add(first);
  }

  async #summary(name: string): Promise<TaskSummary> {
    const file = await this.#read(name);
    return summarize(toDocument(file), new Analysis(file.text).document);
  }

  /** Checks again what has turned out to clash. @returns the files with findings, in the order they were added */
  async finish(): Promise<FileFindings[]> {
    for (const known of this.#stale) {
      const file = await this.#read(known.name);
      this.#keep(file, await analyse(file), known);
    }
    return [...this.#found].sort(([one], [other]) => one - other).map(([, found]) => found);
  }

  #keep(file: Checked, analysis: Analysis, { place, others }: Known): void {
    const { name, rules } = file;
    const found = findings(analysis, { locale, rules, others: [...(others?.values() ?? [])] });
    if (found.length === 0) return;
    const diagnostics = toDiagnostics(toDocument(file), found, locale);
    const shown = toDocument({ ...file, text: maskSecrets(file.text) });
    this.#found.set(place, {
      file: name,
      findings: diagnostics.map((diagnostic) => toFinding(name, diagnostic)),
      lines: diagnostics.map(({ range }) => lineOf(shown, range.start.line)),
    });
  }
}

async function analyse({ text }: Checked): Promise<Analysis> {
  const analysis = new Analysis(text);
  await prepare(analysis);
  return analysis;
}

function toDocument({ name, text }: Checked): TextDocument {
  return TextDocument.create(pathToFileURL(name).href, "recharge", 0, text);
}

/** A copy: a part of the text would keep all of it in memory. */
function lineOf(document: TextDocument, line: number): string {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return Buffer.from(text.replace(/[\r\n]+$/, "")).toString();
}
