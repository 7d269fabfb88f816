/** `validate`: from paths to a report and an exit code. */
import * as l10n from "@vscode/l10n";
import type { ValidateOptions } from "../commands/validate.ts";
import { ruleSettings } from "../config.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { findFiles, readFile, readText, STDIN } from "../files.ts";
import { count, type FileFindings } from "../findings.ts";
import { formatterFor } from "../report/index.ts";
import { printable, tell, tellError } from "../terminal.ts";
import { type CheckedFile, check, compare, type TaskText } from "./check.ts";

/** Files from which on memory matters. */
const MANY = 100;

export async function validate(paths: string[], options: ValidateOptions): Promise<ExitCode> {
  const settingsFor = ruleSettings(options.config, options.rule);
  const { files, problems } = await findFiles(paths);
  const letYoungHeapGrow = files.length > MANY ? await keepYoungHeapSmall() : undefined;
  const stdin = new Map<string, string>();
  const read = (name: string): TaskText => ({
    name,
    text: stdin.get(name) ?? readFile(name),
    rules: settingsFor(name),
  });
  const checked: CheckedFile[] = [];
  for (const file of files) {
    try {
      const name = file === STDIN ? options.stdinFilename : file;
      // Can be read but once.
      if (file === STDIN) stdin.set(name, await readText(STDIN));
      const checking = check(read(name));
      // A wait for each of many files would cost more time and memory than the checks.
      checked.push(checking instanceof Promise ? await checking : checking);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  const report = { files: await compare(checked, read), checked: checked.length };
  // A person needs no "no problems" about nothing; a program wants its format in any case.
  if (report.checked > 0 || options.format !== "text") {
    process.stdout.write((await formatterFor(options.format))(report));
  }
  letYoungHeapGrow?.();
  for (const problem of new Set(problems)) tellError(printable(problem));
  return exitCode(report.files, problems.length > 0, options.maxWarnings);
}

/**
 * What one file leaves behind is garbage before the next comes: room for more of it, which Node.js gives by and by, costs
 * memory and the time to fill it. The flag is read whenever that room would grow.
 */
async function keepYoungHeapSmall(): Promise<() => void> {
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--semi-space-growth-factor=1");
  // The factor is V8's own again before the end: it takes kept code only when that was made with the same flags.
  return () => setFlagsFromString("--semi-space-growth-factor=2");
}

function exitCode(files: FileFindings[], isIncomplete: boolean, maxWarnings = Number.POSITIVE_INFINITY): ExitCode {
  const { error, warning } = count(files);
  if (warning > maxWarnings) tell(l10n.t("More warnings ({0}) than allowed ({1}).", warning, maxWarnings));
  if (isIncomplete) return EXIT.usage;
  return error > 0 || warning > maxWarnings ? EXIT.failed : EXIT.ok;
}
