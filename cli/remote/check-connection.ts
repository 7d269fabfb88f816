/** `check`: whether CLS reaches the Kafka clusters of files; what it says is a finding on the field concerned. */
import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ApiError, fieldsOf } from "../../cloud/api/errors.ts";
import { CLUSTER_FIELDS } from "../../cloud/api/server-status.ts";
import { checkConnection } from "../../cloud/api/try-out.ts";
import type { TaskDocument } from "../../document/parse.ts";
import { nodeAt, pointerOf } from "../../document/pointer.ts";
import type { CloudOptions } from "../commands/shared.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { FileFindings } from "../findings.ts";
import { maskSecrets } from "../local/mask-secrets.ts";
import { formatterFor } from "../report/index.ts";
import { findTaskFiles } from "./find.ts";
import { explainFailure } from "./plan.ts";
import { readRequest } from "./read-request.ts";
import { inSession, type Session } from "./session.ts";

export async function check(paths: readonly string[], options: CloudOptions): Promise<ExitCode> {
  const names = await findTaskFiles(paths);
  return await inSession(options, async (session) => {
    const all = await Promise.all(names.map((file) => checkFile(file, session)));
    const files = all.filter(({ findings }) => findings.length > 0);
    const format = await formatterFor(options.format);
    process.stdout.write(format({ files, checked: names.length }));
    return files.length === 0 ? EXIT.ok : EXIT.failed;
  });
}

async function checkFile(file: string, { account, connection, signal }: Session): Promise<FileFindings> {
  const readable = await readRequest(file, account.region);
  if ("why" in readable) return finding(file, readable.document, readable.fields, "unreadable", readable.why);
  const { document, request, region } = readable;
  try {
    const { status, meaning, fields } = await checkConnection(request.value, connection.api(region), signal);
    if (status === 0) return { file, findings: [], lines: [] };
    return finding(file, document, fields, `check:${status}`, meaning);
  } catch (error) {
    signal.throwIfAborted();
    const api = error instanceof ApiError ? error : undefined;
    const message = l10n.t("The connection could not be checked. {0}", explainFailure(error));
    return finding(file, document, api ? fieldsOf(api) : [], api?.code ?? "failed", message);
  }
}

/** At the first of the fields that the file has, else at what says where the cluster is. */
function finding(
  file: string,
  document: TaskDocument | undefined,
  fields: readonly string[],
  code: string,
  message: string,
): FileFindings {
  const places = [...fields, ...CLUSTER_FIELDS, ""];
  const node = places.map((pointer) => nodeAt(document?.root, pointer)).find((found) => found !== undefined);
  const text = TextDocument.create(file, "recharge", 0, maskSecrets(document?.text ?? ""));
  const start = text.positionAt(node?.offset ?? 0);
  // Of the whole file its first character says enough.
  const end = text.positionAt((node?.offset ?? 0) + (node?.parent ? node.length : 1));
  const line = text.getText({ start: { ...start, character: 0 }, end: { line: start.line + 1, character: 0 } });
  const pointer = node ? pointerOf(node) : "";
  return {
    file,
    findings: [{ file, code, rule: null, severity: "error", message, pointer, range: { start, end } }],
    lines: [line.replace(/[\r\n]+$/, "")],
  };
}
