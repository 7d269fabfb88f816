import * as l10n from "@vscode/l10n";
import type { Problem, SyntaxDetail } from "./problem.ts";

/** What happened and what to do, in the user's language. */
export function problemMessage({ code, args: [first = "", second = ""] }: Pick<Problem, "code" | "args">): string {
  switch (code) {
    case "syntax":
      return syntaxMessage(first as SyntaxDetail);
    case "empty":
      return l10n.t("The file is empty. A task file is one JSON object.");
    case "not-an-object":
      return l10n.t("A task file is one JSON object: {0} … {1}.", "{", "}");
    case "too-large":
      return l10n.t("The file is too large to check: more than {0} characters.", first);
    case "too-deep":
      return l10n.t("The file is nested too deeply to check: more than {0} levels.", first);
    case "too-many-nodes":
      return l10n.t("The file has too many keys and values to check: more than {0}.", first);
    case "duplicate-key":
      return l10n.t("“{0}” occurs twice in this object. Readers disagree which one counts: keep one.", first);
    case "prototype-key":
      return l10n.t("“{0}” cannot be used as a key: programs in JavaScript would misread the file.", first);
    case "inexact-number":
      return l10n.t("The number {0} cannot be held exactly: it would be sent as {1}.", first, second);
    case "lone-surrogate":
      return l10n.t("This text holds half of a character (a lone surrogate), which cannot be sent. Replace it.");
    case "unresolved-placeholder":
      return l10n.t("{0} has no value.", first);
    case "empty-placeholder":
      return l10n.t("{0} is empty. A field that is to be absent must not name it.", first);
  }
}

function syntaxMessage(detail: SyntaxDetail): string {
  switch (detail) {
    case "invalid-symbol":
      return l10n.t("This is not JSON. Keys and texts need double quotes.");
    case "invalid-number":
      return l10n.t("This is not a number as JSON writes it.");
    case "name-expected":
      return l10n.t("A key in double quotes is expected here.");
    case "value-expected":
      return l10n.t("A value is expected here.");
    case "colon-expected":
      return l10n.t("A colon is missing after this key.");
    case "comma-expected":
      return l10n.t("A comma is missing after this.");
    case "trailing-comma":
      return l10n.t("Nothing follows this comma. Remove it.");
    case "brace-expected":
      return l10n.t("A closing brace “{0}” is missing.", "}");
    case "bracket-expected":
      return l10n.t("A closing bracket “{0}” is missing.", "]");
    case "end-expected":
      return l10n.t("The file should end before this: a task file is one JSON object.");
    case "unclosed-comment":
      return l10n.t("This comment is not closed.");
    case "unclosed-string":
      return l10n.t("The closing double quote is missing.");
    case "unfinished-number":
      return l10n.t("This number is not finished.");
    case "invalid-unicode":
      return l10n.t("After “{0}” four hexadecimal digits are expected.", "\\u");
    case "invalid-escape":
      return l10n.t("This text has an escape that JSON does not know. A backslash is written twice: “{0}”.", "\\\\");
    case "invalid-character":
      return l10n.t(
        "This text holds a control character or a line break. Write it as an escape, such as “{0}”.",
        "\\n",
      );
  }
}

/** What several problems say, each message once, a line each. */
export function problemMessages(problems: readonly Pick<Problem, "code" | "args">[]): string {
  return [...new Set(problems.map(problemMessage))].join("\n");
}
