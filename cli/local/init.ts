/** `init`: new task files from the schema's templates, the same as the editor's. */
import { writeFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { toValue } from "../../server/src/service/completion/snippet.ts";
import { rootSchema, snippets } from "../../server/src/service/schema.ts";
import type { InitOptions } from "../commands/init.ts";
import { UsageError } from "../exit.ts";
import { writeReason } from "../files.ts";
import { locale } from "../locale.ts";
import { printable, tell } from "../terminal.ts";

/** @throws UsageError for a template that does not exist and a file that does. */
export function init(file: string, options: InitOptions): void {
  const templates = snippets(rootSchema, locale);
  if (options.list) {
    const lines = templates.map(
      ({ label, description }, index) => `${index + 1}  ${l10n.t("{0}: {1}", label, description ?? "")}\n`,
    );
    process.stdout.write(lines.join(""));
    return;
  }
  const wanted = options.template ?? "1";
  const template = templates.find(({ label }, index) => wanted === label || wanted === String(index + 1));
  if (!template) throw new UsageError(l10n.t('there is no template "{0}"; init --list names them', wanted));
  const text = `${JSON.stringify(toValue(template.body), undefined, 2)}\n`;
  if (file === "-") process.stdout.write(text);
  else write(file, text);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === "EEXIST";
    throw new UsageError(isTaken ? l10n.t("{0} exists; it is left as it is", file) : `${file}: ${writeReason(error)}`);
  }
  const command = `cls-recharge validate ${shellWord(file)}`;
  tell(printable(l10n.t("{0} is written. Replace the example values, then: {1}", file, command)));
  if (!file.endsWith(".recharge.json"))
    tell(l10n.t("Folders are searched for *.recharge.json, and editors know task files by that name: rename it."));
}

/** As a shell takes it for one file. */
function shellWord(name: string): string {
  const path = name.startsWith("-") ? `./${name}` : name;
  return /[\s"'`$&|;<>()*?#!]/.test(path) ? `'${path.replaceAll("'", "'\\''")}'` : path;
}
