/** Tasks as Terraform configurations. */
import * as l10n from "@vscode/l10n";
import { writtenRequest } from "../../document/body.ts";
import { isObject } from "../../document/effective.ts";
import { findPlaceholders, type Placeholder } from "../../document/placeholders.ts";
import { toPointer } from "../../document/pointer.ts";
import type { Span } from "../../document/problem.ts";
import { fields as known } from "../../schemas/generated/fields.ts";
import type { Fields } from "../operation/operation.ts";
import { isEmpty } from "../task/fields.ts";
import { idOf } from "../task/id-edit.ts";
import { argumentOf, isSupported, RESOURCE } from "./names.ts";

export interface Exportable {
  /** The body with placeholders as written. */
  fields: Fields;
  id: string | undefined;
  topicId: string | undefined;
  region: string | undefined;
}

/** A task file's text. @throws RequestError for what is no task file. */
export function exportable(text: string): Exportable {
  const { value: fields, region } = writtenRequest(text);
  const { TopicId } = fields;
  // An import block needs what a placeholder stands for.
  const topicId = typeof TopicId === "string" && findPlaceholders(TopicId).length === 0 ? TopicId : undefined;
  return { fields, id: idOf(text), topicId, region };
}

export interface Configuration {
  text: string;
  /** What a person has to know, by the task's place in what was given. */
  warnings: string[][];
}

/**
 * One resource for each task, with an import block where the task exists. Placeholders become variables; passwords
 * always do, because Terraform keeps them in clear.
 */
export function writeTerraform(tasks: readonly Exportable[]): Configuration {
  const labels = new Set<string>();
  const variables: Variables = new Map();
  const written = tasks.map(
    (task) => new Writer(task, unique(identifier(String(task.fields.Name ?? "")), labels), variables),
  );
  const blocks = written.flatMap((writer) => writer.blocks());
  const declared = [...variables.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(variable);
  return { text: `${[...declared, ...blocks].join("\n\n")}\n`, warnings: written.map(({ warnings }) => warnings) };
}

class Writer {
  readonly warnings: string[] = [];
  readonly #task: Exportable;
  readonly #label: string;
  /** Shared by all tasks of a configuration. */
  readonly #variables: Variables;

  constructor(task: Exportable, label: string, variables: Variables) {
    this.#task = task;
    this.#label = label;
    this.#variables = variables;
  }

  blocks(): string[] {
    const { fields, id, topicId, region } = this.#task;
    const note = region ? `# ${region}\n` : "";
    const resource = `${note}resource "${RESOURCE}" "${this.#label}" {\n${this.#body(fields, [], "  ")}}`;
    if (id === undefined || topicId === undefined) return [resource];
    // A bare Id is refused by the provider.
    const to = `${RESOURCE}.${this.#label}`;
    return [resource, `import {\n  to = ${to}\n  id = ${quote(`${id}#${topicId}`)}\n}`];
  }

  /** Arguments first, their equals signs in line, then blocks: as `terraform fmt` leaves it. */
  #body(object: Fields, path: string[], indent: string): string {
    const entries = Object.entries(object).filter(
      ([name, value]) => !isEmpty(value) && this.#has([...path, name], value),
    );
    const leaves = entries.filter(([, value]) => !isObject(value));
    const width = Math.max(0, ...leaves.map(([name]) => argumentOf(name).length));
    const lines = leaves.map(([name, value]) => {
      return `${indent}${argumentOf(name).padEnd(width)} = ${this.#value(value, toPointer([...path, name]))}\n`;
    });
    const blocks = entries.flatMap(([name, value]) => {
      const inner = isObject(value) ? this.#body(value, [...path, name], `${indent}  `) : "";
      return inner ? [`\n${indent}${argumentOf(name)} {\n${inner}${indent}}\n`] : [];
    });
    return lines.join("") + blocks.join("");
  }

  #has(path: string[], value: unknown): boolean {
    const pointer = toPointer(path);
    if (!Object.hasOwn(known, pointer)) return false;
    if (!isSupported(pointer)) {
      this.warnings.push(l10n.t("The Terraform resource has no argument for {0}; it is left out.", path.join(".")));
      return false;
    }
    if (pointer === "/LogRechargeRule/Keys" && Array.isArray(value) && value.length > 1) {
      this.warnings.push(
        l10n.t(
          "The Terraform provider keeps “keys” without order: a task that it creates from this may have its fields mixed up.",
        ),
      );
    }
    return true;
  }

  #value(value: unknown, pointer: string): string {
    if (Array.isArray(value)) return `[${value.map((item) => this.#value(item, pointer)).join(", ")}]`;
    if (typeof value !== "string") return JSON.stringify(value);
    const placeholders = findPlaceholders(value);
    const isSecret = known[pointer] === "secret";
    const [only] = placeholders;
    if (only?.text === value) return this.#reference(only, isSecret);
    // Also of a half of it nothing is printed.
    if (isSecret) return this.#variable(this.#label, `${this.#label}_password`, true);
    if (placeholders.length === 0) return quote(value);
    const parts = placeholders.map((found, index) => {
      const before = value.slice(endOf(placeholders[index - 1]), found.offset);
      return `${beforeTemplate(escaped(before))}\${${this.#reference(found, false)}}`;
    });
    return `"${parts.join("")}${escaped(value.slice(endOf(placeholders.at(-1))))}"`;
  }

  #reference({ kind, name, text }: Placeholder, isSecret: boolean): string {
    return this.#variable(text, identifier(name), isSecret || kind === "secret");
  }

  /** @param meaning what it stands for: one variable for each, whatever they are called. */
  #variable(meaning: string, wanted: string, isSecret: boolean): string {
    const known = this.#variables.get(meaning);
    const name = known?.name ?? unique(wanted, new Set([...this.#variables.values()].map(({ name }) => name)));
    this.#variables.set(meaning, { name, isSecret: isSecret || known?.isSecret === true });
    return `var.${name}`;
  }
}

interface Variable {
  name: string;
  isSecret: boolean;
}

/** By what they stand for: a placeholder, or the label of the task whose password it is. */
type Variables = Map<string, Variable>;

function variable({ name, isSecret }: Variable): string {
  return isSecret
    ? `variable "${name}" {\n  type      = string\n  sensitive = true\n}`
    : `variable "${name}" {\n  type = string\n}`;
}

/** Letters, digits and underscores, as Terraform names things. */
function identifier(text: string): string {
  const name = text.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return name.toLowerCase().replace(/^(?=\d)/, "_") || "recharge";
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}_${number}`;
  taken.add(candidate);
  return candidate;
}

function endOf(span: Span | undefined): number {
  return span ? span.offset + span.length : 0;
}

/** `$` right before `${` would escape it. */
function beforeTemplate(text: string): string {
  return text.replace(/\$+$/, (dollars) => `\${"${dollars}"}`);
}

function quote(text: string): string {
  return `"${escaped(text)}"`;
}

/** JSON's escapes are HCL's but for two; `${` and `%{` begin a template. */
function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (all, letter) => ({ b: "\\u0008", f: "\\u000c" })[letter as string] ?? all)
    .replace(/[$%]\{/g, (start) => start[0] + start);
}
