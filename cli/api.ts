/** The npm package as a library: the checks of `cls-recharge validate` for a text in memory. Messages are in the language of the process. */
import { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleSetting } from "../document/config.ts";
import { Analysis, getDiagnostics, prepare } from "../server/src/service/index.ts";
import type { Finding } from "./finding.ts";
import { toFinding } from "./findings.ts";
import { locale } from "./locale.ts";

export type { RuleSetting } from "../document/config.ts";
export type { RechargeFile } from "../schemas/generated/types.ts";
export type { Finding, Position, Severity } from "./finding.ts";

export interface ValidateOptions {
  /** The name in findings; `<text>` by default. */
  file?: string;
  /** Severities by rule id, as in `.rechargerc.json`, which is not read. */
  rules?: Readonly<Record<string, RuleSetting>>;
}

/**
 * What is wrong with one task file, in the order of the text. Never rejects, whatever the text.
 * @param text - without a byte order mark.
 */
export async function validate(text: string, options: ValidateOptions = {}): Promise<Finding[]> {
  const { file = "<text>", rules = {} } = options;
  const document = TextDocument.create("", "recharge", 0, text);
  const analysis = new Analysis(text);
  await prepare(analysis);
  const diagnostics = getDiagnostics(document, analysis, { locale, rules: new Map(Object.entries(rules)) });
  return diagnostics.map((diagnostic) => toFinding(file, diagnostic));
}
