import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-languageserver/node";

/** Writes each message in one piece: of the library's own, header and content each wake the reader. */
export class Writer extends AbstractMessageWriter implements MessageWriter {
  readonly #output: NodeJS.WritableStream;

  constructor(output: NodeJS.WritableStream) {
    super();
    this.#output = output;
    output.on("error", (error) => this.fireError(error));
    output.on("close", () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    const content = JSON.stringify(message);
    const text = `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
    return new Promise((done, fail) => this.#output.write(text, (error) => (error ? fail(error) : done())));
  }

  end(): void {
    this.#output.end();
  }
}
