/** `format`: the editor's layout for files on disk. */
import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "../../document/parse.ts";
import { formattingEdits } from "../../server/src/service/formatting.ts";
import type { FormatOptions } from "../commands/format.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { rewriteFiles } from "./rewrite.ts";

export async function formatFiles(paths: string[], { check }: FormatOptions): Promise<ExitCode> {
  const { changed, isIncomplete } = await rewriteFiles(paths, layOut, { keep: check === true });
  if (isIncomplete) return EXIT.usage;
  return check && changed > 0 ? EXIT.failed : EXIT.ok;
}

/** A layout around mistakes would be a guess. */
function layOut(text: string): string | Error {
  const mistake = parseDocument(text).problems.find(({ code }) => code !== "duplicate-key" && code !== "prototype-key");
  if (mistake) return new Error(l10n.t("not formatted, because it cannot be read; see validate"));
  const document = TextDocument.create("", "recharge", 0, text);
  const options = { tabSize: 2, insertSpaces: true, insertFinalNewline: true };
  return TextDocument.applyEdits(document, formattingEdits(document, options));
}
