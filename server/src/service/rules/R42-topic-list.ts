import * as l10n from "@vscode/l10n";
import { type Context, spanInside } from "../diagnostics/finding.ts";
import type { Severity } from "../schema.ts";
import { decidedString, type Text } from "./reading.ts";
import type { Report, Rule } from "./rule.ts";

const MOST_TOPICS = 100;

/** One name, and nothing to say of it. */
const ONE_NAME = /^[\w-]{1,249}$/;

export const topicList: Rule = {
  id: "R42",
  severity: "error",
  title: () => l10n.t("The list of Kafka topics is malformed"),
  description: () =>
    l10n.t(
      "`UserKafkaTopics` is one string of topic names separated by half-width commas, at most 100. Full-width commas, empty entries and more topics are errors. Other separators, blanks around names, names that occur twice, and names Kafka does not allow (letters, digits, `.`, `_` and `-`, at most 249) are warnings.",
    ),
  *check(context) {
    const list = decidedString(context, ["UserKafkaTopics"]);
    if (list && !ONE_NAME.test(list.value)) yield* checkList(context, list);
  },
};

/** An empty entry has no text of its own: the comma that ends it, or begins it, stands for it. */
function visible(list: string, start: number, text: string): [start: number, end: number] {
  if (text !== "") return [start, start + text.length];
  return start < list.length ? [start, start + 1] : [start - 1, start];
}

interface Entry {
  text: string;
  start: number;
}

function* checkList(context: Context, text: Text): Generator<Report> {
  const list = text.value;
  const suggestion = repaired(list);
  const report = (severity: Severity, start: number, end: number, message: string): Report => ({
    node: text.node,
    severity,
    span: spanInside(context, text.node, start, end),
    message,
  });
  // Of what cleaning up settles.
  const repairable = { ...(suggestion !== "" && { suggestion }) };
  for (const { 0: separator, index } of list.matchAll(/[，、；;]/g)) {
    const severity = separator === "，" ? "error" : "warning";
    const message = l10n.t("Topics are separated by half-width commas (,), not by “{0}”.", separator);
    yield { ...report(severity, index, index + 1, message), ...repairable };
  }
  const entries = split(list, /[,，、；;]/);
  const seen = new Set<string>();
  for (const { text, start } of entries) {
    const problem = entryProblem(text, seen);
    if (problem) {
      const found = report(problem.severity, ...visible(list, start, text), problem.message);
      yield problem.isName ? found : { ...found, ...repairable };
    }
    seen.add(text.trim());
  }
  if (entries.length > MOST_TOPICS) {
    const from = entries[MOST_TOPICS]?.start ?? 0;
    const message = l10n.t("A task reads at most {0} topics; these are {1}.", MOST_TOPICS, entries.length);
    yield report("error", from, list.length, message);
  }
}

interface EntryProblem {
  severity: Severity;
  message: string;
  /** The name itself is wrong. */
  isName?: true;
}

function entryProblem(text: string, seen: Set<string>): EntryProblem | undefined {
  const name = text.trim();
  if (name === "") return { severity: "error", message: l10n.t("A topic name is missing between two commas.") };
  if (name !== text) return { severity: "warning", message: l10n.t("There are blanks around the topic “{0}”.", name) };
  if (seen.has(name)) return { severity: "warning", message: l10n.t("The topic “{0}” is in the list already.", name) };
  if (!/^[\w.-]{1,249}$/.test(name) || name === "." || name === "..") {
    const message = l10n.t("“{0}” is not a topic name in Kafka: letters, digits, “.”, “_” and “-”, at most 249.", name);
    return { severity: "warning", message, isName: true };
  }
  return undefined;
}

function split(list: string, separator: RegExp): Entry[] {
  let start = 0;
  return list.split(separator).map((text) => {
    const entry = { text, start };
    start += text.length + 1;
    return entry;
  });
}

/** The list as it was probably meant. */
function repaired(list: string): string {
  const names = list.split(/[,，、；;]/).map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== "").join(",");
}
