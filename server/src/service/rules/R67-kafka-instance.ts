import * as l10n from "@vscode/l10n";
import { hasEffect } from "../conditions.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

const INSTANCE = /^ckafka-[\da-z]{6,12}$/;

export const kafkaInstance: Rule = {
  id: "R67",
  severity: "warning",
  title: () => l10n.t("The CKafka instance's Id looks wrong"),
  description: () =>
    l10n.t(
      "In every official example `KafkaInstance` is `ckafka-` followed by lower-case letters and digits, such as `ckafka-2vrgxbxa`. The documentation names no format. An instance's name is not its Id.",
    ),
  *check(context) {
    const id = decidedString(context, ["KafkaInstance"]);
    if (!id || INSTANCE.test(id.value) || !hasEffect(context.held, ["KafkaInstance"])) return;
    const repaired = id.value.trim().toLowerCase();
    const message = l10n.t(
      "“{0}” does not look like the Id of a CKafka instance, as in {1}.",
      id.value,
      "ckafka-2vrgxbxa",
    );
    yield { node: id.node, message, ...(INSTANCE.test(repaired) && { suggestion: repaired }) };
  },
};
