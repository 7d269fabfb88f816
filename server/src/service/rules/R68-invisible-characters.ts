import * as l10n from "@vscode/l10n";
import { isKey, leafFinder } from "../../../../document/leaves.ts";
import { pointerOf } from "../../../../document/pointer.ts";
import { spanInside } from "../diagnostics/finding.ts";
import type { Rule } from "./rule.ts";

/**
 * Format and control characters, and spaces that look like others. Joiners and tags inside an emoji are part of it; tab and
 * line break are visible enough. Made when it is first needed: that takes longer than all rules take for a file.
 */
function invisible(): RegExp {
  known ??=
    /(?<![\p{Extended_Pictographic}\p{EMod}]\p{M}?)\u200D|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0000}-\u{E007F}]|(?![\u200D\u{E0000}-\u{E007F}])\p{Cf}|(?![\t\n\r])\p{Cc}|[\u00A0\u2000-\u200A\u2028\u2029\u202F\u205F\u3164]/u;
  return known;
}

let known: RegExp | undefined;

/** What a text has somewhere if it holds such a character, as it is or escaped. Two patterns: each is one fast pass. */
const UNUSUAL = /[^\t\n\r\x20-\x7E]/;
const ESCAPED = /\\[ubf]/;

const suspects = leafFinder(
  (leaf) => leaf.type === "string" && UNUSUAL.test(leaf.value) && invisible().test(leaf.value) && !isKey(leaf),
);

/** What separates the pieces of a message may be any character. */
const MAY_BE_ANYTHING = "/LogRechargeRule/Delimiter";

export const invisibleCharacters: Rule = {
  id: "R68",
  severity: "warning",
  title: () => l10n.t("A text holds characters that cannot be seen"),
  description: () =>
    l10n.t(
      "Zero-width, bidirectional and control characters make two texts look the same that are not, or text read in another order than it is. They mostly come in with copied text.",
    ),
  *check(context) {
    const { text, isWhole } = context;
    if (isWhole && !UNUSUAL.test(text) && !ESCAPED.test(text)) return;
    for (const node of suspects(context.root, text)) {
      const found = invisible().exec(node.value);
      if (!found || pointerOf(node) === MAY_BE_ANYTHING) continue;
      const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      yield {
        node,
        span: spanInside(context, node, found.index, found.index + found[0].length),
        message: l10n.t("The character U+{0} in this text cannot be seen.", code),
        ...(pointerOf(node) !== "/Protocol/Password" && { suggestion: cleaned(node.value) }),
      };
    }
  },
};

function cleaned(text: string): string {
  return text.replaceAll(new RegExp(invisible().source, "gu"), (character) => (/\s/.test(character) ? " " : "")).trim();
}
