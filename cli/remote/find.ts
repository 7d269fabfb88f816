/** The task files that a command is to work on. */
import * as l10n from "@vscode/l10n";
import { UsageError } from "../exit.ts";
import { findFiles, STDIN } from "../files.ts";

/** @throws UsageError for names that stand for nothing, and for standard input: an Id belongs into a file. */
export async function findTaskFiles(paths: readonly string[]): Promise<string[]> {
  const { files, problems } = await findFiles(paths);
  if (files.includes(STDIN)) problems.push(l10n.t("standard input cannot take an Id; name a file"));
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return files;
}
