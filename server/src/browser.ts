/** The language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { Gate } from "./gate.ts";
import { createServer } from "./server.ts";

/** Its type is in the DOM library, which the rest of the program must not see. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const gate = new Gate();
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), {
  messageStrategy: gate,
});
gate.register(connection);
createServer(connection, { translations: () => undefined, folderRules: async () => new Map(), files: undefined });
