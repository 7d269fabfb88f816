/** The open files, each with one analysis per version, shared by every feature. */
import { type Connection, type Range, type TextDocumentContentChangeEvent, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit } from "../../document/edit.ts";
import { Analysis } from "./service/analysis.ts";
import { summarize, type TaskSummary } from "./service/diagnostics/summary.ts";

/** One version of an open file. */
export class OpenDocument {
  readonly uri: string;
  readonly version: number;
  /** Positions. Changes with the next version: do not keep across an `await`. */
  readonly text: TextDocument;
  readonly analysis: Analysis;
  #summary: TaskSummary | undefined;

  constructor(text: TextDocument, analysis = new Analysis(text.getText())) {
    this.uri = text.uri;
    this.version = text.version;
    this.text = text;
    this.analysis = analysis;
  }

  /** The next version. */
  changed(changes: readonly TextDocumentContentChangeEvent[], version: number): OpenDocument {
    let { analysis } = this;
    for (const change of changes) analysis = changed(this.text, analysis, change, version);
    return new OpenDocument(this.text, analysis);
  }

  /** What other files need to know of it. */
  get summary(): TaskSummary {
    this.#summary ??= summarize(this.text, this.analysis.document);
    return this.#summary;
  }
}

/** Makes a change in a text. @returns the analysis of what it is then */
function changed(
  text: TextDocument,
  before: Analysis,
  change: TextDocumentContentChangeEvent,
  version: number,
): Analysis {
  const edit = "range" in change && toEdit(text, change.range, change.text);
  TextDocument.update(text, [change], version);
  return edit ? before.edited(text.getText(), edit) : new Analysis(text.getText());
}

/** Clients may name the end of a range first. */
function toEdit(text: TextDocument, { start, end }: Range, newText: string): TextEdit {
  const [from, to] = [text.offsetAt(start), text.offsetAt(end)];
  return { offset: Math.min(from, to), length: Math.abs(to - from), newText };
}

export class Documents {
  readonly #open = new TextDocuments({
    create: (...parts: Parameters<typeof TextDocument.create>) => new OpenDocument(TextDocument.create(...parts)),
    update: (document: OpenDocument, changes, version) => document.changed(changes, version),
  });

  listen(connection: Connection): void {
    this.#open.listen(connection);
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  version(uri: string): number | undefined {
    return this.get(uri)?.version;
  }

  uris(): string[] {
    return this.#open.keys();
  }

  onChange(listener: (uri: string) => void): void {
    this.#open.onDidChangeContent(({ document }) => listener(document.uri));
  }

  onClose(listener: (uri: string) => void): void {
    this.#open.onDidClose(({ document }) => listener(document.uri));
  }
}
