import * as l10n from "@vscode/l10n";
import { findProperty, properties } from "../../../../document/effective.ts";
import { valueNode } from "../diagnostics/finding.ts";
import { objects } from "../schema.ts";
import type { Rule } from "./rule.ts";

export const nullValue: Rule = {
  id: "R50",
  severity: "warning",
  title: () => l10n.t("null is not sent"),
  description: () =>
    l10n.t(
      "A field whose value is null is left out of the request, as the official SDKs do. Remove it, or give it a value.",
    ),
  *check(context) {
    if (context.isWhole) return;
    for (const { path, schema } of objects) {
      const object = valueNode(context, path);
      for (const { node, name, value } of properties(object)) {
        // A required field without a value, or an unknown one, is reported as that.
        const reported = schema.required?.includes(name) || !Object.hasOwn(schema.properties ?? {}, name);
        if (value?.type !== "null" || reported || findProperty(object, name)?.node !== node) continue;
        yield { node, message: l10n.t("`{0}` is null and will not be sent.", name) };
      }
    }
  },
};
