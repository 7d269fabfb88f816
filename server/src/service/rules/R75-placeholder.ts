import * as l10n from "@vscode/l10n";
import { findPlaceholders } from "../../../../document/placeholders.ts";
import { spanInside } from "../finding.ts";
import { patternFields } from "./patterns.ts";
import { allStrings } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const placeholder: Rule = {
  id: "R75",
  severity: "warning",
  title: () => l10n.t("What looks like a placeholder is none"),
  description: () =>
    l10n.t(
      "Only `${env:NAME}` and `${secret:NAME}` are replaced when a file is submitted. Anything else in braces after a dollar sign is sent as it is.",
    ),
  *check(context) {
    if (!context.document.text.includes("${")) return;
    for (const node of allStrings(context.root)) {
      if (patternFields.includes(String(node.parent?.children?.[0]?.value))) continue;
      const real = new Set(findPlaceholders(node.value).map(({ offset }) => offset));
      for (const { 0: text, index } of String(node.value).matchAll(/\$\{[^{}]{0,80}\}?/g)) {
        if (real.has(index)) continue;
        yield {
          node,
          span: spanInside(context, node, index, index + text.length),
          message: l10n.t("This is sent as it is: placeholders are {0} and {1}.", "${env:NAME}", "${secret:NAME}"),
        };
      }
    }
  },
};
