import * as l10n from "@vscode/l10n";
import { Command, Option } from "commander";
import type { Checked } from "../check.ts";
import { ruleSettings } from "../config.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { findFiles, readText, STDIN } from "../files.ts";
import { count, type FileFindings } from "../findings.ts";
import { examples, exitCodes } from "../help.ts";
import { collect, wholeNumber } from "../options.ts";
import { FORMATS, type Format, formatterFor } from "../report/index.ts";
import { tell } from "../terminal.ts";

interface Options {
  format: Format;
  maxWarnings?: number;
  rule: string[];
  config?: string;
  stdinFilename: string;
}

export function validateCommand(): Command {
  return new Command("validate")
    .summary(l10n.t("check task files"))
    .description(
      l10n.t(
        "Checks task files against the API's documentation and says why something is wrong.\nFolders are searched for *.recharge.json; `-` is standard input. Without arguments the current folder is checked. Task names, Ids and consumer groups are compared across all files given.",
      ),
    )
    .argument("[paths...]", l10n.t("files, folders, glob patterns, or - for standard input"))
    .addOption(new Option("--format <format>", l10n.t("how to print findings")).choices(FORMATS).default("text"))
    .option("--max-warnings <number>", l10n.t("fail when there are more warnings than this"), wholeNumber)
    .option("--rule <id=setting>", l10n.t("change a rule, as in R23=off; may be repeated"), collect, [])
    .option("--config <file>", l10n.t("use this file instead of the nearest .rechargerc.json"))
    .option(
      "--stdin-filename <path>",
      l10n.t("name for standard input in findings and for finding settings"),
      "<stdin>",
    )
    .addHelpText("after", () =>
      [
        examples([
          ["cls-recharge validate", l10n.t("every task file below the current folder")],
          ["cls-recharge validate tasks 'more/**/kafka-*.json'", l10n.t("a folder and a pattern")],
          ["cls-recharge validate --format github", l10n.t("annotations in a GitHub Actions run")],
          ["cls-recharge validate --format sarif > recharge.sarif", l10n.t("a log for code scanning")],
          ["git show :a.recharge.json | cls-recharge validate -", l10n.t("what is about to be committed")],
          ["cls-recharge validate --rule R23=off --max-warnings 0", l10n.t("one rule less, and no warning at all")],
        ]),
        exitCodes(),
      ].join(""),
    )
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await validate(paths, options);
    });
}

async function validate(paths: string[], options: Options): Promise<ExitCode> {
  const settingsFor = await ruleSettings(options.config, options.rule);
  const { files, problems } = await findFiles(paths);
  const { Checker } = await import("../check.ts");
  const checker = new Checker();
  const read = async (file: string): Promise<Checked> => {
    const name = file === STDIN ? options.stdinFilename : file;
    return { name, text: await readText(file), rules: await settingsFor(name) };
  };
  for (const file of files) {
    try {
      const checked = await read(file);
      await checker.add(checked, file === STDIN ? async () => checked : () => read(file));
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
