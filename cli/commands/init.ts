import { writeFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { UsageError } from "../exit.ts";
import { examples } from "../help.ts";
import { locale } from "../locale.ts";
import { tell } from "../terminal.ts";

interface Options {
  template?: string;
  list?: true;
}

export function initCommand(): Command {
  return new Command("init")
    .summary(l10n.t("write a new task file from a template"))
    .description(
      l10n.t(
        "Writes a new task file with example values to replace. A file that exists is never overwritten; `-` prints to standard output.",
      ),
    )
    .argument("[file]", l10n.t("the file to write"), "new.recharge.json")
    .option("--template <name>", l10n.t("a template's number or name; the first one by default"))
    .option("--list", l10n.t("list the templates"))
    .addHelpText("after", () =>
      examples([
        ["cls-recharge init --list", l10n.t("which templates there are")],
        ["cls-recharge init orders.recharge.json --template 2", l10n.t("a file from the second one")],
      ]),
    )
    .action(init);
}

async function init(file: string, options: Options): Promise<void> {
  const { rootSchema, snippets } = await import("../../server/src/service/schema.ts");
  const { expand } = await import("../snippet.ts");
  const templates = snippets(rootSchema, locale);
  if (options.list) {
    const lines = templates.map(({ label, description }, index) => `${index + 1}  ${label}: ${description}\n`);
    process.stdout.write(lines.join(""));
    return;
  }
  const wanted = options.template ?? "1";
  const template = templates.find(({ label }, index) => wanted === label || wanted === String(index + 1));
  if (!template) throw new UsageError(l10n.t('there is no template "{0}"; init --list names them', wanted));
  const text = `${JSON.stringify(expand(template.body), undefined, 2)}\n`;
  if (file === "-") process.stdout.write(text);
  else write(file, text);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(code === "EEXIST" ? l10n.t("{0} exists; it is left as it is", file) : message);
  }
  tell(l10n.t("{0} is written. Replace the example values, then: {1}", file, `cls-recharge validate ${file}`));
}
