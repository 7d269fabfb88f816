import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { isKey, leafFinder } from "../../../../document/leaves.ts";
import { findPlaceholders } from "../../../../document/placeholders.ts";
import { fromPointer, pointerOf } from "../../../../document/pointer.ts";
import { spanInside } from "../diagnostics/finding.ts";
import { schemaAt } from "../schema.ts";
import { patternFields } from "./patterns.ts";
import type { Rule } from "./rule.ts";

const suspects = leafFinder((leaf) => leaf.type === "string" && leaf.value.includes("${") && !isKey(leaf));

export const placeholder: Rule = {
  id: "R75",
  severity: "warning",
  title: () => l10n.t("What looks like a placeholder is none"),
  description: () =>
    l10n.t(
      "Only `${env:NAME}` and `${secret:NAME}` are replaced when a file is submitted. Anything else in braces after a dollar sign is sent as it is.",
    ),
  *check(context) {
    if (!context.text.includes("${")) return;
    for (const node of suspects(context.root, context.text)) {
      if (patternFields.includes(String(node.parent?.children?.[0]?.value))) continue;
      const real = new Set(findPlaceholders(node.value).map(({ offset }) => offset));
      for (const { 0: text, index } of String(node.value).matchAll(/\$\{[^{}]{0,80}\}?/g)) {
        if (real.has(index)) continue;
        const meant = repaired(text);
        const around = [node.value.slice(0, index), node.value.slice(index + text.length)];
        yield {
          node,
          span: spanInside(context, node, index, index + text.length),
          message: l10n.t("This is sent as it is: placeholders are {0} and {1}.", "${env:NAME}", "${secret:NAME}"),
          ...(meant !== undefined && mayQuote(node) && { suggestion: around.join(meant) }),
        };
      }
    }
  },
};

/** A secret that looks like a placeholder is not repeated in a suggestion. */
function mayQuote(node: Node): boolean {
  return schemaAt(fromPointer(pointerOf(node)))?.["x-secret"] !== true;
}

/** `${ENV:NAME}` in lower case, and the shell's `${NAME}`; undefined for anything else. */
function repaired(text: string): string | undefined {
  const [, kind = "env", name = ""] = /^\$\{\s*(?:(env|secret)\s*[:.]\s*)?([\w.\-/]+)\s*\}$/i.exec(text) ?? [];
  const placeholder = `\${${kind.toLowerCase()}:${name}}`;
  return findPlaceholders(placeholder)[0]?.text === placeholder ? placeholder : undefined;
}
