/** The open files, each with one analysis per version, shared by every feature. */
import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Analysis } from "./service/analysis.ts";

export interface OpenDocument {
  uri: string;
  version: number;
  /** Positions. Changes with the next version: do not keep across an `await`. */
  text: TextDocument;
  analysis: Analysis;
}

export class Documents {
  readonly #open = new TextDocuments(TextDocument);
  readonly #known = new Map<string, { version: number; analysis: Analysis }>();

  constructor() {
    this.#open.onDidClose(({ document }) => this.#known.delete(document.uri));
  }

  listen(connection: Connection): void {
    this.#open.listen(connection);
  }

  get(uri: string): OpenDocument | undefined {
    const text = this.#open.get(uri);
    return text && { uri, version: text.version, text, analysis: this.#analyse(text) };
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

  #analyse(text: TextDocument): Analysis {
    const known = this.#known.get(text.uri);
    if (known?.version === text.version) return known.analysis;
    const analysis = new Analysis(text.getText());
    this.#known.set(text.uri, { version: text.version, analysis });
    return analysis;
  }
}
