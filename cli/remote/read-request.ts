/** A file's request with every placeholder resolved, for the commands that try it out. */
import * as l10n from "@vscode/l10n";
import { findNodeAtOffset } from "jsonc-parser";
import { WriteBackError } from "../../cloud/operation/operation.ts";
import { DiskTaskFile } from "../../cloud/task/write-back.ts";
import { buildRequest, RequestError, type TaskRequest } from "../../document/body.ts";
import { parseDocument, type TaskDocument } from "../../document/parse.ts";
import { pointerOf } from "../../document/pointer.ts";
import { withoutMark } from "../files.ts";
import { resolvePlaceholder } from "./placeholders.ts";
import { explainRequest } from "./plan.ts";

export interface Readable {
  document: TaskDocument;
  request: TaskRequest;
  region: string;
}

export interface Unreadable {
  why: string;
  document?: TaskDocument;
  /** JSON Pointers to what is in the way. */
  fields: string[];
}

/** @param region of a file that names none */
export async function readRequest(file: string, region: string | undefined): Promise<Readable | Unreadable> {
  let document: TaskDocument | undefined;
  try {
    document = parseDocument(withoutMark(await (await DiskTaskFile.open(file)).read()));
    const request = buildRequest(document, resolvePlaceholder);
    const where = request.region ?? region;
    if (!where) return { why: l10n.t("no region: the file names none, and neither does --region"), fields: [] };
    return { document, request, region: where };
  } catch (error) {
    if (error instanceof WriteBackError) return { why: error.message, fields: [] };
    if (!document || !(error instanceof RequestError)) throw error;
    const { root } = document;
    const nodes = error.problems.flatMap(({ offset }) => (root && findNodeAtOffset(root, offset)) ?? []);
    return { why: explainRequest(error), document, fields: nodes.map(pointerOf) };
  }
}
