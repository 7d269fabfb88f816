/** Keeps secrets out of everything that is shown, logged or stored. */

export const REDACTED = "•••";

/** Replaces secrets in a text, in every form of `encodings`. */
export function scrub(text: string, secrets: Iterable<string>): string {
  const forms = [...secrets].flatMap(encodings).sort((a, b) => b.length - a.length);
  return forms.reduce((result, form) => result.replaceAll(form, REDACTED), text);
}

/** The secret values inside a JSON body: nothing, when it is not JSON. */
export function secretsIn(body: Uint8Array): string[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return [];
  }
  const found: string[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: string[]): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (/password|secret|token/i.test(key) && typeof member === "string" && member) found.push(member);
    else collect(member, found);
  }
}

/** How a text may look after JSON, a URL, a form, base64 (at any alignment) or hex took it in. */
export function encodings(secret: string): string[] {
  if (!secret) return [];
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => base64Core(bytes, shift)).filter((form) => form.length >= 4);
  const base64url = base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([secret, json, url, url.replaceAll("%20", "+"), ...base64, ...base64url, bytes.toString("hex")])];
}

/** The characters that depend on the secret alone when `shift` unknown bytes precede it and others follow. */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const complete = Math.floor(((shift + bytes.length) * 8) / 6);
  return encoded.slice(Math.ceil((shift * 8) / 6), complete);
}
