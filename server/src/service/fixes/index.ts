/** What can be done about a finding. */
import type { Analysis } from "../analysis.ts";
import { createContext, type Finding } from "../diagnostics/finding.ts";
import type { Locale } from "../schema.ts";
import type { Fix, FixMaker, Source } from "./fix.ts";
import { moveKey, renameKey } from "./key.ts";
import { addField, addNames } from "./missing.ts";
import { movePassword } from "./password.ts";
import { turnOnEncryption } from "./protocol.ts";
import { removeDuplicate, removeField, removeItems } from "./remove.ts";
import { mendText } from "./text.ts";
import { changeValue } from "./value.ts";

export type { Fix } from "./fix.ts";

/** In the order in which fixes of one finding are shown. */
const MAKERS: readonly FixMaker[] = [
  addField,
  addNames,
  renameKey,
  moveKey,
  changeValue,
  turnOnEncryption,
  movePassword,
  removeDuplicate,
  removeItems,
  removeField,
];

export interface FixOptions {
  locale?: Locale;
  /** Of the document, for commands. */
  uri?: string;
  /** What the editor can carry out: no other command is offered. */
  commands?: ReadonlySet<string>;
}

/** @param analysis of the text the finding is about */
export function fixesFor(finding: Finding, analysis: Analysis, options: FixOptions = {}): Fix[] {
  const source = sourceOf(analysis, options);
  const made = source ? MAKERS.flatMap((make) => [...make(finding, source)]) : [];
  return [...mendText(finding, analysis), ...made];
}

/** Undefined for a document that is not an object. */
export function sourceOf(analysis: Analysis, { locale = "en", uri, commands }: FixOptions): Source | undefined {
  const context = createContext(analysis, locale, [], uri);
  return context && { ...context, commands: commands ?? new Set() };
}
