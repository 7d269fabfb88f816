/** Writes a new file; never over one that exists. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { codeOf } from "../../cloud/error-code.mts";
import { fileNameFor } from "../../cloud/task/file-name.ts";
import { UserError } from "../errors.ts";

/** @returns where it is. @throws UserError when nothing can be written there. */
export async function writeNewFile(folder: vscode.Uri, task: { name: string; id: string }, text: string) {
  const tried = new Set<string>();
  for (;;) {
    const isTaken = (name: string) => tried.has(name) || existsSync(join(folder.fsPath, name));
    const name = fileNameFor(task.name, task.id, isTaken);
    const file = join(folder.fsPath, name);
    try {
      await writeFile(file, text, { flag: "wx" });
      return vscode.Uri.file(file);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (codeOf(error) !== "EEXIST") throw new UserError(`${file}: ${error.message}`);
      // Somebody was faster.
      tried.add(name);
    }
  }
}
