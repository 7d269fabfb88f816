import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver-types";
import { findProperty } from "../../../../document/effective.ts";
import type { TaskDocument } from "../../../../document/parse.ts";
import { findPlaceholders } from "../../../../document/placeholders.ts";
import { rangeOf } from "../range.ts";

/** What must not be the same in two task files. */
const SHARED_FIELDS = ["Id", "TopicId", "Name", "ConsumerGroupName", "KafkaInstance", "ServerAddr"] as const;
export type SharedField = (typeof SHARED_FIELDS)[number];

/** What other files need to know of a task file. */
export interface TaskSummary {
  uri: string;
  /** Values that are set and known, with the range of each. */
  fields: Partial<Record<SharedField, { value: string; range: Range }>>;
}

export function summarize(textDocument: TextDocument, { root }: TaskDocument): TaskSummary {
  const fields: TaskSummary["fields"] = {};
  for (const name of SHARED_FIELDS) {
    const node = findProperty(root, name)?.value;
    if (node?.type !== "string" || node.value === "" || findPlaceholders(node.value).length > 0) continue;
    fields[name] = { value: node.value, range: rangeOf(textDocument, node) };
  }
  return { uri: textDocument.uri, fields };
}
