/** The language server on Node: `node dist/server.js --stdio`, or `--node-ipc` for a parent that is Node as well. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Connection, createConnection, StreamMessageReader } from "vscode-languageserver/node";
import { Gate } from "./gate.ts";
import { files, folderRules } from "./node-files.ts";
import { createServer } from "./server.ts";
import { Writer } from "./writer.ts";

const transports = process.argv.filter((argument) => argument === "--stdio" || argument === "--node-ipc");

if (transports.length === 1) {
  const gate = new Gate();
  const connection = transports[0] === "--stdio" ? overStdio(gate) : createConnection({ messageStrategy: gate });
  gate.register(connection);
  process.on("unhandledRejection", (reason) => connection.console.error(String(reason)));
  createServer(connection, { translations, folderRules, files });
} else {
  process.stderr.write("The language server of CLS Recharge, for editors. Start it with --stdio.\n");
  process.exitCode = 2;
}

function overStdio(gate: Gate): Connection {
  const reader = new StreamMessageReader(process.stdin);
  // At bytes it cannot read the reader stops until more arrive, also when what it could read came along with them.
  reader.onError(() => setImmediate(() => process.stdin.emit("data", Buffer.alloc(0))));
  process.stdin.on("end", () => process.exit(gate.isShutDown ? 0 : 1));
  return createConnection(reader, new Writer(process.stdout), { messageStrategy: gate });
}

/** The build puts the bundles beside this file. */
function translations(locale: string): string | undefined {
  const file = join(__dirname, "l10n", `bundle.l10n.${locale}.json`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
