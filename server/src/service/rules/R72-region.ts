import * as l10n from "@vscode/l10n";
import { schemaAt } from "../schema.ts";
import { closest } from "../suggest.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const regions = (schemaAt(["Region"])?.defaultSnippets ?? []).map(({ body }) => String(body));

export const region: Rule = {
  id: "R72",
  severity: "warning",
  title: () => l10n.t("The region is not among those of CLS"),
  description: () =>
    l10n.t(
      "`Region` is none of the regions in which CLS is documented to be available. New regions may be missing here.",
    ),
  *check(context) {
    const node = decidedString(context, ["Region"]);
    if (!node || regions.includes(node.value)) return;
    const suggestion = closest(node.value, regions);
    yield {
      node,
      message: l10n.t("“{0}” is not among the documented regions of CLS.", node.value),
      ...(suggestion !== undefined && { suggestion }),
    };
  },
};
