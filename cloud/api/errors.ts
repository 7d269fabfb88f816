/** Errors the API answers with: what they mean, what to do next, and which fields they are about. */

import * as l10n from "@vscode/l10n";
import { fields } from "../../schemas/generated/fields.ts";
import { type ErrorEntry, errorTable } from "./error-table.ts";

export type { Concern } from "./error-table.ts";

/** An error the API answered with, inside HTTP 200. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** As the API spells it: `AuthFailure.SignatureExpire`. */
  readonly code: string;
  readonly requestId: string | undefined;
  /** @param message The server's text, in the language asked for; untrusted. */
  constructor(code: string, message: string, requestId: string | undefined) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

export interface ErrorAdvice extends Omit<ErrorEntry, "refused"> {
  /** The request was certainly not executed. */
  refused: boolean;
}

/** @returns Texts in the current language; for a code nobody documents, the advice that cannot do harm. */
export function adviceFor(code: string): ErrorAdvice {
  const table = errorTable();
  for (let prefix = code; prefix; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf("."), 0))) {
    const entry = Object.hasOwn(table, prefix) ? table[prefix] : undefined;
    if (!entry) continue;
    const refused = entry.refused === "yes" || (entry.refused === "exactly" && prefix === code);
    // What extends an entry that stands for itself only may have been executed.
    const retry = entry.refused === "exactly" && !refused ? "after-check" : entry.retry;
    return { ...entry, refused, retry };
  }
  return {
    meaning: l10n.t("The service answered with an error that is not documented."),
    next: l10n.t("List the tasks of the topic before sending again. Search the documentation for the code."),
    retry: "after-check",
    concern: "server",
    refused: false,
    fields: [],
  };
}

/**
 * JSON Pointers of the fields an error is about, most likely first: those its message names, else those its code
 * suggests. A pointer need not exist in the file: the field may be the missing one.
 */
export function fieldsOf(error: ApiError): readonly string[] {
  const named = fieldsNamedIn(error.message, error.code === "UnknownParameter");
  return named.length > 0 ? named : adviceFor(error.code).fields;
}

const QUOTED = /[`'"‘“「『[(]([A-Za-z$_][\w$]*(?:[./][\w$]+)*)[`'"’”」』\])]/gu;
const WORD = /(?<![\w.$])[A-Z]\w+(?:\.[A-Z]\w+)*(?![\w$])/gu;

function fieldsNamedIn(message: string, anyName: boolean): string[] {
  const quoted = [...message.matchAll(QUOTED)].map(([, name = ""]) => name);
  const found = quoted.flatMap((name) => resolve(name) ?? (anyName ? [`/${name.replaceAll(".", "/")}`] : []));
  if (found.length > 0) return [...new Set(found)];
  const words = [...message.matchAll(WORD)].flatMap(([name]) => resolve(name) ?? []);
  return [...new Set(words)];
}

/** The field of this name, or of this dotted path from any object; the outermost when there are several. */
function resolve(name: string): string | undefined {
  const path = `/${name.replaceAll(".", "/")}`;
  const candidates = Object.keys(fields).filter((pointer) => pointer.endsWith(path));
  return candidates.sort((a, b) => a.length - b.length)[0];
}
