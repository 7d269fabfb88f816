import * as l10n from "@vscode/l10n";
import { applicability } from "../conditions.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const INSTANCE = /^ckafka-[\da-z]{6,12}$/;

export const kafkaInstance: Rule = {
  id: "R67",
  severity: "warning",
  title: () => l10n.t("The CKafka instance's ID looks wrong"),
  description: () =>
    l10n.t(
      "In every official example `KafkaInstance` is `ckafka-` followed by lower-case letters and digits, such as `ckafka-2vrgxbxa`. The documentation names no format. An instance's name is not its ID.",
    ),
  *check(context) {
    const node = decidedString(context, ["KafkaInstance"]);
    if (!node || INSTANCE.test(node.value) || applicability(context.held, ["KafkaInstance"]).kind === "no-effect")
      return;
    const repaired = String(node.value).trim().toLowerCase();
    const message = l10n.t(
      "“{0}” does not look like the ID of a CKafka instance, as in {1}.",
      node.value,
      "ckafka-2vrgxbxa",
    );
    yield { node, message, ...(INSTANCE.test(repaired) && { suggestion: repaired }) };
  },
};
