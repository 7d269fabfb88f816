/** Times and places as people write them. */
import { fileURLToPath } from "node:url";

/** By this computer's clock and time zone: `2026-01-31 17:05`, the same in every language. */
export function localTime(iso: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" }).format(new Date(iso));
}

/** The path of a `file:` URI; any other URI as it is. */
export function pathOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}
