/** What a task file says of where things are, also while it is being typed. */
import type { Node } from "jsonc-parser";
import type * as vscode from "vscode";
import { findProperty } from "../../document/effective.ts";
import { parseDocument } from "../../document/parse.ts";
import { findPlaceholders, replacePlaceholders } from "../../document/placeholders.ts";

export interface FileFacts {
  uri: vscode.Uri;
  root: Node | undefined;
  /** Of the file itself. */
  region: string | undefined;
  topicId: string | undefined;
  /** The CKafka instance. */
  instance: string | undefined;
}

/** @returns undefined when the file has a region that nobody knows here: what is looked up elsewhere would be wrong. */
export function factsOf({ uri, getText }: Pick<vscode.TextDocument, "uri" | "getText">): FileFacts | undefined {
  const { root } = parseDocument(getText());
  const region = findProperty(root, "Region")?.value;
  const known = textOf(region);
  if (region?.value && known === undefined) return undefined;
  const value = (name: string) => textOf(findProperty(root, name)?.value);
  return { uri, root, region: known, topicId: value("TopicId"), instance: value("KafkaInstance") };
}

/** The environment's placeholders filled in; undefined for what is no text, empty, or not known without asking for secrets. */
export function textOf(node: Node | undefined): string | undefined {
  if (typeof node?.value !== "string" || node.value === "") return undefined;
  const placeholders = findPlaceholders(node.value);
  if (placeholders.some(({ kind, name }) => kind === "secret" || !process.env[name])) return undefined;
  return replacePlaceholders(node.value, ({ name }) => process.env[name] ?? "");
}
