/** The language of everything a person reads, by the environment's locale as POSIX orders it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { localeOf } from "../document/locale.ts";

const { LC_ALL, LC_MESSAGES, LANG } = process.env;

export const locale = localeOf(LC_ALL || LC_MESSAGES || LANG || "");

// At once, so that every bundle that has this module speaks the language. `dist/l10n` lies beside the bundles.
if (locale !== "en") {
  l10n.config({ contents: readFileSync(join(__dirname, "l10n", `bundle.l10n.${locale}.json`), "utf8") });
}
