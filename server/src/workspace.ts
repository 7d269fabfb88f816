/**
 * The task files of the workspace: what open ones must know of the others, and the closed ones themselves when a client
 * asks for diagnostics of everything. Closed files are looked for after the first answer, never before it.
 */
import { TextDocument } from "vscode-languageserver-textdocument";
import { isTaskFile } from "../../document/task-file.ts";
import type { Documents } from "./documents.ts";
import { Analysis } from "./service/analysis.ts";
import { summarize, type TaskSummary } from "./service/diagnostics/summary.ts";

/** The file system, where there is one. */
export interface Files {
  /** URIs of the task files below a folder: each the folder's URI and a path. Never throws. */
  find(folder: string): Promise<string[]>;
  /** Undefined for a file that is missing, unreadable or over the limits. */
  read(uri: string): Promise<string | undefined>;
}

interface ClosedFile {
  uri: string;
  /** Changes with every reading. */
  revision: number;
  summary: TaskSummary;
}

export class Workspace {
  readonly #documents: Documents;
  readonly #files: Files | undefined;
  readonly #closed = new Map<string, ClosedFile>();
  readonly #listeners: ((typedIn: string | undefined) => void)[] = [];
  #waiting: (() => void)[] = [];
  readonly #noted = new Map<string, string>();
  #folders: string[];
  #loaded: Promise<void> | undefined;
  #generation = 0;

  constructor(documents: Documents, folders: string[], files: Files | undefined) {
    this.#documents = documents;
    this.#folders = folders;
    this.#files = files;
  }

  /** Changes whenever anything has changed that one file's diagnostics read of another. */
  get generation(): number {
    return this.#generation;
  }

  get canRead(): boolean {
    return this.#files !== undefined;
  }

  /** Called when files have changed that others depend on; with the URI of the open file where somebody types. */
  onChange(listener: (typedIn: string | undefined) => void): void {
    this.#listeners.push(listener);
  }

  /** Takes notice of an open file, or that it is open no longer. */
  note(uri: string, summary?: TaskSummary): void {
    const now = JSON.stringify(summary);
    if (this.#noted.get(uri) === now) return;
    if (summary) this.#noted.set(uri, now);
    else this.#noted.delete(uri);
    this.changed(uri);
  }

  changed(typedIn?: string): void {
    this.#generation++;
    for (const wakeUp of this.#waiting.splice(0)) wakeUp();
    for (const listener of this.#listeners) listener(typedIn);
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Every known task file except this one; open ones as they are typed. */
  others(uri: string): TaskSummary[] {
    void this.load();
    const open = this.#documents.uris().map((one) => this.#documents.get(one));
    const shown = new Set(open.map((document) => keyOf(document?.uri ?? "")));
    return [
      ...open.flatMap((document) => (document ? [document.summary] : [])),
      ...[...this.#closed].filter(([key]) => !shown.has(key)).map(([, { summary }]) => summary),
    ].filter((summary) => keyOf(summary.uri) !== keyOf(uri));
  }

  /** The closed task files, as far as they are known. */
  async closed(): Promise<ClosedFile[]> {
    await this.load();
    const open = new Set(this.#documents.uris().map(keyOf));
    return [...this.#closed].filter(([key]) => !open.has(key)).map(([, file]) => file);
  }

  async read(uri: string): Promise<{ text: TextDocument; analysis: Analysis } | undefined> {
    const source = await this.#files?.read(uri);
    if (source === undefined) return undefined;
    return { text: TextDocument.create(uri, "recharge", 0, source), analysis: new Analysis(source) };
  }

  /** Looks for the files the first time. */
  load(): Promise<void> {
    this.#loaded ??= this.#scan();
    return this.#loaded;
  }

  /** After folders came, went or were renamed: everything may be somewhere else. */
  async rescan(change?: { added: string[]; removed: string[] }): Promise<void> {
    if (change) this.#folders = [...this.#folders.filter((uri) => !change.removed.includes(uri)), ...change.added];
    await this.#next(() => this.#scan());
  }

  /** After files were created, changed or deleted on disk. */
  async refresh(uris: readonly string[]): Promise<void> {
    await this.#next(async () => {
      const results = await Promise.all(uris.filter(isTaskFile).map((uri) => this.#update(uri)));
      if (results.some(Boolean)) this.changed();
    });
  }

  /** Only after all reading so far: of two readings of one file at a time, the older could be the one that stays. */
  async #next(work: () => Promise<void>): Promise<void> {
    if (!this.#loaded) return;
    this.#loaded = this.#loaded.then(work, work);
    await this.#loaded;
  }

  async #scan(): Promise<void> {
    if (!this.#files) return;
    const known = new Set<string>();
    for (const folder of this.#folders) for (const uri of await this.#files.find(folder)) known.add(uri);
    const keys = new Set([...known].map(keyOf));
    const gone = [...this.#closed.keys()].filter((key) => !keys.has(key));
    for (const key of gone) this.#closed.delete(key);
    const results = [];
    // One after the other: what is open has the right of way.
    for (const uri of known) results.push(await this.#update(uri));
    if (gone.length > 0 || results.some(Boolean)) this.changed();
  }

  /** @returns whether others can see a difference. */
  async #update(uri: string): Promise<boolean> {
    const key = keyOf(uri);
    const before = this.#closed.get(key);
    const read = await this.read(uri);
    if (!read) return this.#closed.delete(key);
    const summary = summarize(read.text, read.analysis.document);
    this.#closed.set(key, { uri, summary, revision: (before?.revision ?? 0) + 1 });
    return JSON.stringify(before?.summary) !== JSON.stringify(summary);
  }
}

/** Clients and Node escape URIs differently, and Windows does not mind the case of a drive. */
function keyOf(uri: string): string {
  const drive = (text: string) => text.replace(/^file:\/\/\/[A-Z]:/, (start) => start.toLowerCase());
  try {
    return drive(decodeURIComponent(uri));
  } catch {
    // A `%` that escapes nothing.
    return drive(uri);
  }
}
