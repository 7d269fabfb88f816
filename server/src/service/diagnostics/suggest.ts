/** What somebody most probably meant who wrote something else. Undefined whenever there is a choice. */
import leven from "leven";
import type { JsonValue } from "../../../../document/effective.ts";
import { resolve, type Schema } from "../schema.ts";
import { closestZone } from "../time/zone.ts";

/** The candidate that a word stands for: the same letters in another style, a unique abbreviation, or a typing error away. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  const bare = normalize(word);
  const same = candidates.filter((candidate) => normalize(candidate) === bare);
  if (same.length > 0) return same[0];
  if (bare.length < 2) return undefined;
  const parts = candidates.filter((candidate) => isPart(normalize(candidate), bare));
  return parts.length === 1 ? parts[0] : nearest(bare, parts.length > 0 ? parts : candidates);
}

function isPart(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

function nearest(bare: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(bare.length / 4));
  const distances = candidates.map((candidate) => leven(bare, normalize(candidate), { maxDistance: most + 1 }));
  const least = Math.min(...distances);
  const found = candidates.filter((_, index) => distances[index] === least);
  return least <= most && found.length === 1 ? found[0] : undefined;
}

/** Whether two words differ in letter case and separators only: `un_match_log_key` and `UnMatchLogKey`. */
export function isSameWord(one: string, other: string): boolean {
  return normalize(one) === normalize(other);
}

function normalize(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_.-]/g, "");
}

/** The value that a wrong one of a field was meant to be, of the right type and among the allowed values. */
export function suggestValue(schema: Schema, value: unknown): JsonValue | undefined {
  if (schema["x-secret"]) return undefined;
  if (schema.type === "object") return memberWith(schema, value);
  if (schema.type === "array") return typeof value === "string" ? splitList(schema, value) : undefined;
  if (Array.isArray(value)) return joinList(schema, value);
  if (typeof value === "string") return fromString(schema, value);
  if (typeof value === "number" && schema.type === "boolean")
    return value === 0 ? false : value === 1 ? true : undefined;
  if (typeof value === "number" && schema.type === "string")
    return schema.enum ? fromString(schema, String(value)) : String(value);
  return undefined;
}

/** The object whose one member takes such a value: `"Protocol": "sasl_ssl"`. */
function memberWith({ properties = {} }: Schema, value: unknown): JsonValue | undefined {
  if (typeof value !== "string") return undefined;
  const found = Object.entries(properties).flatMap(([name, member]) => {
    const { enum: choice, ...rest } = resolve(member);
    const meant = rest.type === "string" && choice ? suggestValue({ ...rest, enum: choice }, value) : undefined;
    return meant === undefined ? [] : [{ [name]: meant }];
  });
  return found.length === 1 ? found[0] : undefined;
}

function fromString(schema: Schema, text: string): JsonValue | undefined {
  const word = text.trim();
  const choice = (schema.enum ?? []).filter((value) => value !== "");
  if (schema.enum === undefined) return undefined;
  const same = choice.find((value) => String(value) === word.toLowerCase());
  if (same !== undefined) return same;
  if (schema.enum.includes("UTC+08:00")) return closestZone(schema, word);
  if (schema.type === "boolean") return undefined;
  const labels = (schema.enumDescriptions ?? []).slice(0, choice.length);
  const names = schema.type === "string" ? choice.map(String) : labels;
  const index = names.indexOf(closest(word, names) ?? "\0");
  return choice[index];
}

function splitList({ items }: Schema, text: string): JsonValue | undefined {
  const parts = text
    .split(/[,，、;；\s]+/)
    .filter((part) => part !== "")
    .map((part) => (items?.enum ? suggestValue(items, part) : part));
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts : undefined;
}

function joinList(schema: Schema, list: unknown[]): JsonValue | undefined {
  if (schema.type !== "string" || !list.every((item) => typeof item === "string" && item.trim() !== "")) {
    return undefined;
  }
  // An item may be a list of its own, or have a comma left over.
  const parts = list.flatMap((item) => String(item).split(",")).map((part) => part.trim());
  const joined = parts.filter((part) => part !== "").join(",");
  return joined !== "" && (schema.enum === undefined || schema.enum.includes(joined)) ? joined : undefined;
}
