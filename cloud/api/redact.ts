/** Keeps secrets out of everything that is shown, logged or stored. */

import { isObject } from "../../document/effective.ts";
import { isPlaceholder } from "../../document/placeholders.ts";
import { fields } from "../../schemas/generated/fields.ts";

export const REDACTED = "•••";

/**
 * A copy of a task's fields for people, by allow-list: what the schema does not know, or knows as a secret, is hidden.
 * @param written The fields as the file has them, placeholders unresolved: a resolved one may be a secret anywhere.
 */
export function redactFields(written: unknown, pointer = ""): unknown {
  if (Array.isArray(written)) return written.map((item, index) => redactItem(item, `${pointer}/${index}`));
  if (!isObject(written)) return written;
  const entries = Object.entries(written).map(([name, value]) => {
    const field = `${pointer}/${name}`;
    const plain = Object.hasOwn(fields, field) && fields[field] === "plain";
    const named = typeof value === "string" && isPlaceholder(value);
    return [name, plain || named ? redactFields(value, field) : REDACTED];
  });
  return Object.fromEntries(entries);
}

function redactItem(item: unknown, pointer: string): unknown {
  return typeof item === "object" ? redactFields(item, pointer) : item;
}

/** Replaces secrets in a text, in every form of `encodings`. */
export function scrub(text: string, secrets: Iterable<string>): string {
  const forms = [...secrets].flatMap(encodings).sort((a, b) => b.length - a.length);
  return forms.reduce((result, form) => result.replaceAll(form, REDACTED), text);
}

/** Hides what is named as a secret in a text that may be JSON, or a piece of it: lists of tasks hold passwords. */
export function hideSecretMembers(text: string): string {
  return text.replace(/("[^"]*(?:password|secret|token)[^"]*"\s*:\s*")(?:[^"\\]|\\.)*/gi, `$1${REDACTED}`);
}

/** The values inside a JSON body whose names say that they are secret; none when it is not JSON. */
export function secretsIn(body: Uint8Array): string[] {
  const found: string[] = [];
  try {
    JSON.parse(new TextDecoder().decode(body), (key, value) => {
      if (/password|secret|token/i.test(key) && typeof value === "string") found.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return found;
}

/** Shorter forms than this would hit by chance. */
const SHORTEST_FORM = 6;

/** How a text may look after JSON (also twice), HTML, a URL, a form, base64 (at any alignment) or hex took it in. */
export function encodings(secret: string): string[] {
  if (secret === "") return [];
  const json = inJson(secret);
  const bytes = Buffer.from(secret);
  const url = encodeURIComponent(bytes.toString());
  const form = new URLSearchParams({ x: secret }).toString().slice(2);
  const base64 = [0, 1, 2].map((shift) => base64Core(bytes, shift));
  const base64url = base64.map((core) => core.replaceAll("+", "-").replaceAll("/", "_"));
  const derived = [json, inJson(json), inHtml(secret), url, form, bytes.toString("hex")];
  const long = [...derived, ...base64, ...base64url].filter(({ length }) => length >= SHORTEST_FORM);
  return [...new Set([secret, ...long])];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function inHtml(text: string): string {
  return Object.entries(ENTITIES).reduce((html, [character, entity]) => html.replaceAll(character, entity), text);
}

/** The characters that depend on the secret alone when `shift` unknown bytes precede it and others follow. */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
