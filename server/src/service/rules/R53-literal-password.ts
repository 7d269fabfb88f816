import * as l10n from "@vscode/l10n";
import { literalParts } from "../../../../document/placeholders.ts";
import { stringAt } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const literalPassword: Rule = {
  id: "R53",
  severity: "warning",
  title: () => l10n.t("The password is in the file"),
  description: () =>
    l10n.t(
      "A password written into a task file, even a part of it, reaches everybody who reads the file, and its history in version control. Write `${secret:NAME}` or `${env:NAME}` instead: it is replaced when the file is submitted.",
    ),
  *check(context) {
    const password = stringAt(context, ["Protocol", "Password"]);
    const [part] = password ? literalParts(password.value) : [];
    if (!password || !part) return;
    const message =
      part.length === password.value.length
        ? l10n.t("The password is in the file for everybody to read. Write {0} instead.", "${secret:NAME}")
        : l10n.t("A part of the password is in the file for everybody to read. Write {0} instead.", "${secret:NAME}");
    yield { node: password.node, message };
  },
};
