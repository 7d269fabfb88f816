import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { examples } from "../help.ts";

export function schemaCommand(): Command {
  return new Command("schema")
    .summary(l10n.t("print the JSON Schema of task files"))
    .description(
      l10n.t(
        "Prints the JSON Schema (draft-07) of task files, for editors and tools that take one. What JSON Schema cannot say, only `validate` finds.",
      ),
    )
    .addHelpText("after", () =>
      examples([["cls-recharge schema > recharge.schema.json", l10n.t("keep a copy beside the task files")]]),
    )
    .action(() => {
      process.stdout.write(readFileSync(join(__dirname, "recharge.schema.json"), "utf8"));
    });
}
