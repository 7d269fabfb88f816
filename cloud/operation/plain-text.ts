/** Times and places as people write them. */
import { fileURLToPath } from "node:url";

/**
 * By this computer's clock, with its time zone, which in a remote window is not that of the person: `2026-01-31 17:05:00 GMT+8`,
 * the same in every language.
 */
export function localTime(iso: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "long" }).format(new Date(iso));
}

/** The same of a time as the cloud prints it: by China's clocks, without saying so. Anything else stays as it is. */
export function cloudTime(printed: string): string {
  const iso = `${printed.replace(" ", "T")}+08:00`;
  return Number.isNaN(Date.parse(iso)) ? printed : localTime(iso);
}

/** The path of a `file:` URI; any other URI as it is. */
export function pathOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}
