import * as l10n from "@vscode/l10n";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const MOST_BYTES = 128;

export const nameLength: Rule = {
  id: "R69",
  severity: "warning",
  title: () => l10n.t("The task's name is long"),
  description: () =>
    l10n.t("Imports from COS and S3 allow names of at most 128 bytes in UTF-8. For Kafka no limit is documented."),
  *check(context) {
    const name = decidedString(context, ["Name"]);
    // A UTF-16 unit takes three bytes at most.
    if (!name || name.value.length * 3 <= MOST_BYTES) return;
    const bytes = new TextEncoder().encode(name.value).length;
    if (bytes <= MOST_BYTES) return;
    yield { node: name.node, message: l10n.t("The name has {0} bytes; other imports allow {1}.", bytes, MOST_BYTES) };
  },
};
