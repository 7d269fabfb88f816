import * as l10n from "@vscode/l10n";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

/** The IDs of which nothing is to be said, as the source of a pattern. */
export const TOPIC_ID = String.raw`[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}`;
const UUID = new RegExp(`^${TOPIC_ID}$`);

export const topicId: Rule = {
  id: "R66",
  severity: "warning",
  title: () => l10n.t("The log topic's Id looks wrong"),
  description: () =>
    l10n.t(
      "In every official example `TopicId` is a UUID in lower case, such as `b53fe5be-7ee3-4031-8043-5a73bad4f572`. The documentation names no format. A log topic's name is not its Id.",
    ),
  *check(context) {
    const id = decidedString(context, ["TopicId"]);
    if (!id || UUID.test(id.value)) return;
    const repaired = id.value.trim().toLowerCase();
    const message = l10n.t("“{0}” does not look like the Id of a log topic, which is a UUID.", id.value);
    yield { node: id.node, message, ...(UUID.test(repaired) && { suggestion: repaired }) };
  },
};
