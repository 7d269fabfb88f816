/** A file's request with every placeholder resolved, for the commands that try it out. */
import * as l10n from "@vscode/l10n";
import { WriteBackError } from "../../cloud/operation.ts";
import { DiskTaskFile } from "../../cloud/write-back.ts";
import { buildRequest, RequestError, type TaskRequest } from "../../document/body.ts";
import { parseDocument, type TaskDocument } from "../../document/parse.ts";
import { resolvePlaceholder } from "./placeholders.ts";
import { explainRequest } from "./plan.ts";

export interface Readable {
  document: TaskDocument;
  request: TaskRequest;
  region: string;
}

/**
 * @param region of a file that names none
 * @returns why not, where it cannot be had
 */
export async function readRequest(file: string, region: string | undefined): Promise<Readable | string> {
  try {
    const document = parseDocument(await (await DiskTaskFile.open(file)).read());
    const request = buildRequest(document, resolvePlaceholder);
    const where = request.region ?? region;
    if (!where) return l10n.t("no region: the file names none, and neither does --region");
    return { document, request, region: where };
  } catch (error) {
    if (error instanceof WriteBackError) return error.message;
    if (error instanceof RequestError) return explainRequest(error);
    throw error;
  }
}
