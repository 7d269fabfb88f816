import * as l10n from "@vscode/l10n";
import { closest } from "../diagnostics/suggest.ts";
import { schemaAt } from "../schema.ts";
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
    const region = decidedString(context, ["Region"]);
    if (!region || regions.includes(region.value)) return;
    const suggestion = closest(region.value, regions);
    yield {
      node: region.node,
      message: l10n.t("“{0}” is not among the documented regions of CLS.", region.value),
      ...(suggestion !== undefined && { suggestion }),
    };
  },
};
