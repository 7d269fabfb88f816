/** The edits that put an Id into a task file's text or take it out, refused where they would be a guess. */

import * as l10n from "@vscode/l10n";
import { EditError, insertId, removeMember, replaceNode, type TextEdit } from "../../document/edit.ts";
import { findProperty, textOf } from "../../document/effective.ts";
import { problemMessages } from "../../document/messages.ts";
import { parseDocument } from "../../document/parse.ts";
import { WriteBackError } from "../operation/operation.ts";

/** The Id that counts, or undefined when the text has none. */
export function idOf(text: string): string | undefined {
  return textOf(parseDocument(text).root, "Id");
}

/**
 * @param replace the other Id that may be replaced.
 * @returns no edit when the text holds the Id already.
 * @throws WriteBackError `unparsable`, or `other-id`.
 */
export function idWriting(text: string, id: string, replace?: string): TextEdit[] {
  try {
    return [insertId(parseDocument(text), id)];
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    if (!error.found) throw new WriteBackError("unparsable", error.message, { cause: error });
    const found = String(error.found.value);
    if (found === id) return [];
    if (found === replace) return [replaceNode(error.found, JSON.stringify(id))];
    const message = l10n.t("The file holds another Id: {0}", found);
    throw new WriteBackError("other-id", message, { cause: error, found });
  }
}

/**
 * @returns no edit when the text holds no Id, or another one.
 * @throws WriteBackError `unparsable`: then nobody knows.
 */
export function idRemoval(text: string, id: string): TextEdit[] {
  const { root, problems } = parseDocument(text);
  if (problems.length > 0) throw new WriteBackError("unparsable", problemMessages(problems));
  const property = findProperty(root, "Id");
  return property?.value?.value === id ? removeMember(text, property.node) : [];
}
