/** `fix`: the editor's fixes on save for files on disk. */
import { applyEdits } from "../../document/edit.ts";
import { fixAll } from "../../server/src/service/fixes/settle.ts";
import { Analysis, prepare } from "../../server/src/service/index.ts";
import type { FixOptions } from "../commands/fix.ts";
import { ruleSettings } from "../config.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { STDIN, withoutMark } from "../files.ts";
import { locale } from "../locale.ts";
import { showDifferences } from "./differences.ts";
import { rewriteFiles } from "./rewrite.ts";

export async function fixFiles(paths: string[], options: FixOptions): Promise<ExitCode> {
  const settingsFor = ruleSettings(options.config, options.rule);
  const nameOf = (file: string) => (file === STDIN ? options.stdinFilename : file);
  const fix = async (whole: string, file: string): Promise<string> => {
    const text = withoutMark(whole);
    const analysis = new Analysis(text);
    await prepare(analysis);
    const edits = fixAll(analysis, { locale, rules: settingsFor(nameOf(file)) });
    return whole.slice(0, whole.length - text.length) + applyEdits(text, edits);
  };
  const show = (file: string, before: string, after: string) => showDifferences(nameOf(file), before, after);
  const dryRun = options.dryRun === true;
  const { changed, isIncomplete } = await rewriteFiles(paths, fix, { keep: dryRun, show });
  if (isIncomplete) return EXIT.usage;
  return dryRun && changed > 0 ? EXIT.failed : EXIT.ok;
}
