/** The open files, each with one analysis per version, shared by every feature. */
import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Analysis } from "./service/analysis.ts";
import { summarize, type TaskSummary } from "./service/summary.ts";

/** One version of an open file. */
export class OpenDocument {
  readonly uri: string;
  readonly version: number;
  /** Positions. Changes with the next version: do not keep across an `await`. */
  readonly text: TextDocument;
  readonly analysis: Analysis;
  #summary: TaskSummary | undefined;

  constructor(text: TextDocument) {
    this.uri = text.uri;
    this.version = text.version;
    this.text = text;
    this.analysis = new Analysis(text.getText());
  }

  /** What other files need to know of it. */
  get summary(): TaskSummary {
    this.#summary ??= summarize(this.text, this.analysis.document);
    return this.#summary;
  }
}

export class Documents {
  readonly #open = new TextDocuments(TextDocument);
  readonly #known = new Map<string, OpenDocument>();

  constructor() {
    this.#open.onDidClose(({ document }) => this.#known.delete(document.uri));
  }

  listen(connection: Connection): void {
    this.#open.listen(connection);
  }

  get(uri: string): OpenDocument | undefined {
    const text = this.#open.get(uri);
    if (!text) return undefined;
    const known = this.#known.get(uri);
    if (known?.text === text && known.version === text.version) return known;
    const document = new OpenDocument(text);
    this.#known.set(uri, document);
    return document;
  }

  version(uri: string): number | undefined {
    return this.#open.get(uri)?.version;
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
