/** Tasks from Terraform configurations. */
import * as l10n from "@vscode/l10n";
import { fields as known } from "../../schemas/generated/fields.ts";
import type { Fields } from "../operation/operation.ts";
import { asObject } from "../task/fields.ts";
import { put } from "../task/known-fields.ts";
import { type Block, Expression, type HclValue, parseHcl, Template } from "./hcl.ts";
import { fieldsByArgument, RESOURCE } from "./names.ts";

export interface TerraformTask {
  /** Of the resource. */
  label: string;
  fields: Fields;
  id: string | undefined;
  region: string | undefined;
  /** What a person has to look at. */
  warnings: string[];
}

/** Arguments that any resource may have. */
const META = ["depends_on", "provider", "lifecycle", "provisioner", "connection", "timeouts"];

/**
 * The Kafka import tasks of a configuration. An expression becomes a placeholder to give a value to; an `import` block
 * tells the Id, a provider with a literal region the region.
 * @throws HclError
 */
export function readTerraform(text: string): TerraformTask[] {
  const blocks = parseHcl(text);
  const provider = blocks.find(({ type, labels }) => type === "provider" && labels[0] === "tencentcloud");
  const region = provider?.attributes.get("region");
  return blocks
    .filter(({ type, labels }) => type === "resource" && labels[0] === RESOURCE)
    .map((block) => ({
      ...readResource(block),
      id: importedId(blocks, block.labels[1] ?? ""),
      region: typeof region === "string" ? region : undefined,
    }));
}

/** The provider's own Ids are `<Id>#<TopicId>`. */
function importedId(blocks: readonly Block[], label: string): string | undefined {
  const found = blocks.find(({ type, attributes }) => {
    const to = attributes.get("to");
    return type === "import" && to instanceof Expression && to.text === `${RESOURCE}.${label}`;
  });
  const id = found?.attributes.get("id");
  return typeof id === "string" ? id.split("#")[0] : undefined;
}

function readResource(resource: Block): Pick<TerraformTask, "label" | "fields" | "warnings"> {
  const fields: Record<string, unknown> = {};
  const warnings: string[] = [];
  const read = (block: Block, path: string[]): void => {
    for (const [name, value] of block.attributes) {
      const argument = [...path, name].join(".");
      const pointer = fieldsByArgument.get(argument);
      if (pointer) put(fields, pointer, plain(value, pointer, warnings));
      else if (!META.includes(name)) warnings.push(l10n.t("“{0}” has no counterpart and is left out.", argument));
    }
    for (const inner of block.blocks) {
      if (fieldsByArgument.has([...path, inner.type].join("."))) read(inner, [...path, inner.type]);
      else if (!META.includes(inner.type)) {
        warnings.push(l10n.t("“{0}” has no counterpart and is left out.", [...path, inner.type].join(".")));
      }
    }
  };
  read(resource, []);
  return { label: resource.labels[1] ?? "", fields, warnings: [...warnings, ...orderWarning(fields)] };
}

/** `keys` is a set for the provider, so what it sent, and what it shows, need not be in the order that is written. */
function orderWarning({ LogRechargeRule: rule }: Fields): string[] {
  const { Keys: keys } = asObject(rule);
  if (!Array.isArray(keys) || keys.length < 2) return [];
  return [
    l10n.t(
      "The Terraform provider keeps “keys” without order, so a task that it made may have them in another one. Compare with the cloud: each key names one capture group.",
    ),
  ];
}

function plain(value: HclValue, pointer: string, warnings: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, pointer, warnings));
  if (value instanceof Template) {
    return value.parts.map((part) => (typeof part === "string" ? part : placeholder(part, pointer, warnings))).join("");
  }
  return value instanceof Expression ? placeholder(value, pointer, warnings) : value;
}

/** Secrets get a name of their own later. */
function placeholder({ text }: Expression, pointer: string, warnings: string[]): string {
  const name = text
    .replace(/^(?:var|local)\./, "")
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "")
    .replace(/^(?=\d)/, "_")
    .toUpperCase();
  const written = `\${env:${name || "VALUE"}}`;
  if (known[pointer] !== "secret") {
    warnings.push(l10n.t("“{0}” is an expression: put its value in the place of {1}.", text, written));
  }
  return written;
}
