/** `preview`: a message of each file's Kafka, and the logs that its rule makes of it. */
import * as l10n from "@vscode/l10n";
import { previewTask } from "../../cloud/api/try-out.ts";
import type { Fields } from "../../cloud/operation/operation.ts";
import type { PreviewOptions } from "../commands/try-out.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { type Colors, colorsFor, printable, printableMessage } from "../terminal.ts";
import { findTaskFiles } from "./find.ts";
import { explainFailure } from "./plan.ts";
import { readRequest } from "./read-request.ts";
import { inSession, type Session } from "./session.ts";

/** Of one file: the shape of `--format json`, which is part of the interface. */
export interface Preview {
  file: string;
  /** A message as Kafka has it; null with an `error`. */
  raw: string | null;
  logs: Fields[];
  error: { code: string; message: string } | null;
}

export async function preview(paths: readonly string[], options: PreviewOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, async (session) => {
    const all = await Promise.all(files.map((file) => previewFile(file, options, session)));
    if (options.format === "json") process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
    else for (const one of all) process.stdout.write(await show(one, colorsFor(process.stdout)));
    return all.every(({ error }) => error === null) ? EXIT.ok : EXIT.failed;
  });
}

async function previewFile(file: string, { raw }: PreviewOptions, session: Session): Promise<Preview> {
  const { account, connection, signal } = session;
  const failed = (message: string): Preview => ({ file, raw: null, logs: [], error: { code: "failed", message } });
  const readable = await readRequest(file, account.region);
  if ("why" in readable) return failed(readable.why);
  try {
    const { value } = readable.request;
    const sample = await previewTask(value, { parsed: !raw }, connection.api(readable.region), signal);
    return { file, ...sample, error: null };
  } catch (error) {
    signal.throwIfAborted();
    return failed(explainFailure(error));
  }
}

async function show({ file, raw, logs, error }: Preview, colors: Colors): Promise<string> {
  const title = colors.underline(printable(file));
  if (error) return `${title}\n  ${colors.red(printableMessage(error.message))}\n\n`;
  const message = `  ${colors.dim(l10n.t("message"))}\n    ${printable(raw ?? "")}\n`;
  const { default: widthOf } = await import("fast-string-width");
  const tables = logs.map((log) => `  ${colors.dim(l10n.t("log"))}\n${table(log, widthOf)}`);
  return `${title}\n${message}${tables.join("")}\n`;
}

function table(log: Fields, widthOf: (text: string) => number): string {
  const rows = Object.entries(log).map(([name, value]) => {
    return [printable(name), printable(typeof value === "string" ? value : JSON.stringify(value))] as const;
  });
  const width = Math.max(0, ...rows.map(([name]) => widthOf(name)));
  return rows.map(([name, value]) => `    ${name}${" ".repeat(width - widthOf(name))}  ${value}\n`).join("");
}
