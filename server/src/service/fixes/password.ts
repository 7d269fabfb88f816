/** R53: a password that is in the file goes where only its owner reads it. The value itself is never part of an answer. */
import * as l10n from "@vscode/l10n";
import { replaceNode } from "../../../../document/edit.ts";
import { literalParts, replacePart } from "../../../../document/placeholders.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { decidedString } from "../rules/reading.ts";
import { type Fix, type Source, subjectOf } from "./fix.ts";

const SET_SECRET = "recharge.setSecret";

/**
 * The editor that can keep secrets reads the password itself, keeps it, and only then changes the text: nothing is lost.
 * The command's arguments are a name for the secret, the document's URI and the password's JSON Pointer. Of a password
 * that is partly a placeholder the rest becomes the secret; in several pieces it cannot be one.
 */
export function* movePassword(finding: Finding, source: Source): Generator<Fix> {
  const { data } = finding;
  const node = subjectOf(finding, source);
  if (data.rule !== "R53" || !node) return;
  const password = String(node.value);
  const [part, ...more] = literalParts(password);
  const written = (placeholder: string) =>
    part && more.length === 0 ? replacePart(password, part, placeholder) : placeholder;
  const task = decidedString(source, ["Name"])?.value;
  const words = [...(typeof task === "string" ? wordsOf(task) : []), "kafka", "password"];
  if (source.commands.has(SET_SECRET) && more.length === 0) {
    const secret = words.join("-");
    const title = l10n.t("Keep the password as a secret of the editor: {0}", written(`\${secret:${secret}}`));
    yield {
      title,
      edits: [],
      preferred: true,
      command: { title, command: SET_SECRET, arguments: [secret, source.uri, data.pointer] },
    };
  }
  const variable = words
    .join("_")
    .toUpperCase()
    .replace(/^(?=\d)/, "_");
  const replacement = written(`\${env:${variable}}`);
  yield {
    title: l10n.t("Replace the password by {0}; set that variable yourself", replacement),
    edits: [replaceNode(node, JSON.stringify(replacement))],
  };
}

/** The words of a task's name that may be part of a variable's. */
function wordsOf(name: string): string[] {
  return (
    name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.slice(0, 4) ?? []
  );
}
