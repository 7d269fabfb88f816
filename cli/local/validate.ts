/** `validate`: from paths to a report and an exit code. */
import * as l10n from "@vscode/l10n";
import type { ValidateOptions } from "../commands/validate.ts";
import { ruleSettings } from "../config.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { findFiles, readText, STDIN } from "../files.ts";
import { count, type FileFindings } from "../findings.ts";
import { formatterFor } from "../report/index.ts";
import { tell } from "../terminal.ts";
import { type Checked, Checker } from "./check.ts";

export async function validate(paths: string[], options: ValidateOptions): Promise<ExitCode> {
  const settingsFor = await ruleSettings(options.config, options.rule);
  const { files, problems } = await findFiles(paths);
  // Standard input can be read but once.
  let stdin: Promise<string> | undefined;
  const textOf = (file: string) => {
    if (file !== STDIN) return readText(file);
    stdin ??= readText(STDIN);
    return stdin;
  };
  const read = async (file: string): Promise<Checked> => {
    const name = file === STDIN ? options.stdinFilename : file;
    return { name, text: await textOf(file), rules: await settingsFor(name) };
  };
  const checker = new Checker(read);
  for (const file of files) {
    try {
      await checker.add(file);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  const report = { files: await checker.finish(), checked: checker.checked };
  // A person needs no "no problems" about nothing; a program wants its format in any case.
  if (report.checked > 0 || options.format !== "text") {
    process.stdout.write((await formatterFor(options.format))(report));
  }
  for (const problem of new Set(problems)) tell(`${l10n.t("error:")} ${problem}`);
  return exitCode(report.files, problems.length > 0, options.maxWarnings);
}

function exitCode(files: FileFindings[], isIncomplete: boolean, maxWarnings = Number.POSITIVE_INFINITY): ExitCode {
  const { error, warning } = count(files);
  if (warning > maxWarnings) tell(l10n.t("More warnings ({0}) than allowed ({1}).", warning, maxWarnings));
  if (isIncomplete) return EXIT.usage;
  return error > 0 || warning > maxWarnings ? EXIT.failed : EXIT.ok;
}
