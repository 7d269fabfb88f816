import * as l10n from "@vscode/l10n";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const literalPassword: Rule = {
  id: "R53",
  severity: "warning",
  title: () => l10n.t("The password is in the file"),
  description: () =>
    l10n.t(
      "A password written into a task file reaches everybody who reads the file, and its history in version control. Write `${secret:NAME}` or `${env:NAME}` instead: it is replaced when the file is submitted.",
    ),
  *check(context) {
    const password = decidedString(context, ["Protocol", "Password"]);
    if (!password) return;
    yield {
      node: password.node,
      message: l10n.t("The password is in the file for everybody to read. Write {0} instead.", "${secret:NAME}"),
    };
  },
};
