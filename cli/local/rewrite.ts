/** Changes the text of files on disk, each as a whole or not at all. */
import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../exit.ts";
import { findFiles, readWholeText, STDIN, writeReason } from "../files.ts";
import { printable, tellError } from "../terminal.ts";

export interface Rewritten {
  /** Files that changed or, with `keep`, would have. */
  changed: number;
  /** Something that was named could not be read or changed. */
  isIncomplete: boolean;
}

export interface RewriteOptions {
  /** Changes nothing on disk. */
  keep: boolean;
  /** Prints what would change, with `keep`. Without it the name is printed. */
  show?: (file: string, before: string, after: string) => void;
}

/**
 * Prints the names of the files that change; of standard input the new text.
 * @param change - gives the new text, or why there is none.
 */
export async function rewriteFiles(
  paths: readonly string[],
  change: (text: string, file: string) => string | Error | Promise<string>,
  { keep, show }: RewriteOptions,
): Promise<Rewritten> {
  const { files, problems } = await findFiles(paths);
  let changed = 0;
  for (const file of files) {
    try {
      const text = await readWholeText(file);
      const result = await change(text, file);
      if (result instanceof Error) throw new UsageError(`${file}: ${result.message}`);
      if (result !== text) changed++;
      if (file === STDIN && !keep) process.stdout.write(result);
      else if (result !== text) {
        if (!keep) replace(file, result);
        if (keep && show) show(file, text, result);
        else process.stdout.write(`${printable(file)}\n`);
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  for (const problem of new Set(problems)) tellError(printable(problem));
  return { changed, isIncomplete: problems.length > 0 };
}

/** The old text or the new one, never a part: the new one is complete, and owned like it, before it takes the old one's place. */
function replace(name: string, text: string): void {
  const file = realpathSync(name);
  const beside = join(dirname(file), `.${crypto.randomUUID()}.tmp`);
  try {
    const { mode, uid, gid } = statSync(file);
    writeFileSync(beside, text, { flag: "wx", mode: 0o600 });
    const own = statSync(beside);
    if (own.uid !== uid || own.gid !== gid) chownSync(beside, uid, gid);
    chmodSync(beside, mode & 0o7777);
    renameSync(beside, file);
  } catch (error) {
    throw new UsageError(`${name}: ${writeReason(error)}`);
  } finally {
    rmSync(beside, { force: true });
  }
}
