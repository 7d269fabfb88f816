/** The schema's own keywords, for whoever reads recharge.schema.json as data. What they mean is said in CONTRIBUTING.md. */

/** Keywords beyond JSON Schema draft-07: an Ajv in strict mode must be told with `addVocabulary`. */
export const vocabulary = [
  "enumDescriptions",
  "markdownEnumDescriptions",
  "defaultSnippets",
  "x-zh",
  "x-link",
  "x-rules",
  "x-rule",
  "x-secret",
  "x-header",
];

/** `info` is what LSP calls "information". */
export type Severity = "error" | "warning" | "info" | "hint";

export interface Snippet {
  label: string;
  description?: string;
  /** A JSON value whose strings are snippet text; one that starts with `^` is inserted without quotes, as VS Code does. */
  body: unknown;
}

/** Texts of a schema or condition, in one language. */
export interface Texts {
  title?: string;
  description?: string;
  enumDescriptions?: string[];
  markdownEnumDescriptions?: string[];
  defaultSnippets?: Omit<Snippet, "body">[];
  "x-link"?: string;
}

/** Which fields a condition is about, as dotted paths from the object that holds the `allOf`. */
interface ConditionRule {
  id: string;
  severity: Severity;
  requires?: string[];
  noEffect?: string[];
  allows?: string[];
  /** Those of `noEffect` that are not reported on their own: official examples carry them. */
  quiet?: string[];
}

/** What a condition tests: which properties are present, and with which values. */
export interface Test {
  type?: "object";
  required?: string[];
  properties?: Record<string, Test & { const?: unknown; enum?: unknown[] }>;
}

export interface Condition {
  title: string;
  description: string;
  "x-zh": Texts;
  "x-rule": ConditionRule;
  if: Test & { required: string[] };
  then: object;
}

type TypeName = "string" | "integer" | "boolean" | "array" | "object";

/** A schema as recharge.schema.json uses the language: no more keywords than these. */
export interface Schema extends Omit<Texts, "defaultSnippets"> {
  $ref?: string;
  type?: TypeName;
  enum?: (string | number | boolean)[];
  default?: unknown;
  examples?: unknown[];
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  allOf?: Condition[];
  definitions?: Record<string, Schema>;
  defaultSnippets?: Snippet[];
  "x-zh"?: Texts;
  /** Assertion keyword to the id of the rule it stands for. */
  "x-rules"?: Record<string, string>;
  "x-secret"?: boolean;
  "x-header"?: boolean;
}
