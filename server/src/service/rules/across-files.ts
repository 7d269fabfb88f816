/** What must not be the same in two task files of a workspace. */
import * as l10n from "@vscode/l10n";
import type { Context } from "../diagnostics/finding.ts";
import type { SharedField, TaskSummary } from "../diagnostics/summary.ts";
import { decidedString } from "./reading.ts";
import type { Report, Rule } from "./rule.ts";

export const sharedGroup: Rule = {
  id: "R46",
  severity: "warning",
  title: () => l10n.t("Two tasks share a consumer group"),
  description: () =>
    l10n.t(
      "No other consumer may use the group of an import task, or each of them gets only a part of the messages. Reported when two task files of the workspace name the same group of the same cluster.",
    ),
  *check(context) {
    const message = (file: string) =>
      l10n.t("{0} reads with the same consumer group: each would get only a part.", file);
    yield* clashes(
      context,
      "ConsumerGroupName",
      message,
      (other) => !isSame(context, other, "Id") && isSameCluster(context, other),
    );
  },
};

export const sharedId: Rule = {
  id: "R73",
  severity: "warning",
  title: () => l10n.t("Two files stand for one task"),
  description: () =>
    l10n.t(
      "The `Id` of a task is in two files of the workspace: what is changed by one is undone by the other. A copy of a file is a new task when its `Id` is removed.",
    ),
  *check(context) {
    yield* clashes(context, "Id", (file) => l10n.t("{0} has the same task Id: two files stand for one task.", file));
  },
};

export const sharedName: Rule = {
  id: "R74",
  severity: "warning",
  title: () => l10n.t("Two tasks of a log topic share a name"),
  description: () =>
    l10n.t(
      "Two task files of the workspace have the same `TopicId` and `Name`. Other kinds of import refuse this; for Kafka it is not documented.",
    ),
  *check(context) {
    const message = (file: string) => l10n.t("{0} has a task of the same name in the same log topic.", file);
    yield* clashes(
      context,
      "Name",
      message,
      (other) => isSame(context, other, "TopicId") && !isSame(context, other, "Id"),
    );
  },
};

function* clashes(
  context: Context,
  field: SharedField,
  message: (file: string) => string,
  counts: (other: TaskSummary) => boolean = () => true,
): Generator<Report> {
  const text = decidedString(context, [field]);
  const others = context.others.filter((other) => isSame(context, other, field) && counts(other));
  const [first] = others;
  if (!text || !first) return;
  const related = others.flatMap(({ uri, fields }) => {
    const range = fields[field]?.range;
    return range ? [{ message: l10n.t("The other one is here."), at: { uri, range } }] : [];
  });
  yield { node: text.node, message: message(nameBeside(first.uri, context.uri)), related };
}

function isSame(context: Context, other: TaskSummary, field: SharedField): boolean {
  const value = other.fields[field]?.value;
  return value !== undefined && value === decidedString(context, [field])?.value;
}

/** Only what both files say: an instance and an address might be the same cluster, but nobody knows. */
function isSameCluster(context: Context, other: TaskSummary): boolean {
  return isSame(context, other, "KafkaInstance") || isSame(context, other, "ServerAddr");
}

/** A file's name, with as many folders as tell it from another file: `staging/orders.recharge.json`. */
function nameBeside(uri: string, other: string): string {
  const end = (address: string, length: number) => address.split("/").slice(-length).join("/");
  let length = 1;
  while (end(uri, length) !== uri && end(uri, length) === end(other, length)) length++;
  return decodeURIComponent(end(uri, length));
}
