import type { Context, Finding } from "../diagnostics/finding.ts";
import { sharedGroup, sharedId, sharedName } from "./across-files.ts";
import { captureGroups } from "./R30-capture-groups.ts";
import { duplicateMetadata } from "./R40-duplicate-metadata.ts";
import { topicList } from "./R42-topic-list.ts";
import { emptyGroup } from "./R45-empty-group.ts";
import { nullValue } from "./R50-null.ts";
import { literalPassword } from "./R53-literal-password.ts";
import { regexSyntax } from "./R59-regex-syntax.ts";
import { regexDialect } from "./R60-regex-dialect.ts";
import { doubleEscape } from "./R61-double-escape.ts";
import { timeDirective } from "./R62-time-directive.ts";
import { letterPattern } from "./R63-letter-pattern.ts";
import { timeKey } from "./R64-time-key.ts";
import { serverAddress } from "./R65-server-address.ts";
import { topicId } from "./R66-topic-id.ts";
import { kafkaInstance } from "./R67-kafka-instance.ts";
import { invisibleCharacters } from "./R68-invisible-characters.ts";
import { nameLength } from "./R69-name-length.ts";
import { fieldNames } from "./R70-field-names.ts";
import { keys } from "./R71-keys.ts";
import { region } from "./R72-region.ts";
import { placeholder } from "./R75-placeholder.ts";
import { type Rule, toFinding } from "./rule.ts";

/** The rules that JSON Schema cannot say, in the order of their ids. */
export const rules: readonly Rule[] = [
  captureGroups,
  duplicateMetadata,
  topicList,
  emptyGroup,
  sharedGroup,
  nullValue,
  literalPassword,
  regexSyntax,
  regexDialect,
  doubleEscape,
  timeDirective,
  letterPattern,
  timeKey,
  serverAddress,
  topicId,
  kafkaInstance,
  invisibleCharacters,
  nameLength,
  fieldNames,
  keys,
  region,
  sharedId,
  sharedName,
  placeholder,
];

export function checkRules(context: Context): Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) for (const report of rule.check(context)) found.push(toFinding(rule, report));
  return found;
}
