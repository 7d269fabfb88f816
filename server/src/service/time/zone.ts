import type { Schema } from "../schema.ts";

/**
 * The documented time zone that another notation stands for: an offset (`+8`, `UTC+0800`, `Z`) or a city (`Asia/Shanghai`).
 * Either prefix names the same offset; `UTC` is preferred where both lists have it.
 */
export function closestZone(schema: Schema, word: string): string | undefined {
  const offset = normalOffset(word);
  const zones = (schema.enum ?? []).map(String);
  const byOffset = zones.filter((zone) => zone.slice(3) === offset);
  if (offset !== undefined) return preferred(byOffset, word);
  const city = word
    .slice(word.lastIndexOf("/") + 1)
    .replaceAll("_", " ")
    .toLowerCase();
  if (city.length < 3) return undefined;
  const cities = schema.enumDescriptions ?? [];
  return preferred(
    zones.filter((_, index) => cities[index]?.toLowerCase().split(/, /).includes(city)),
    word,
  );
}

function preferred(zones: string[], word: string): string | undefined {
  const prefix = /^gmt/i.test(word) ? "GMT" : "UTC";
  return zones.find((zone) => zone.startsWith(prefix)) ?? zones[0];
}

/** `+08:00` for what means it; undefined when it is no offset at all. */
function normalOffset(word: string): string | undefined {
  if (/^(?:z|utc|gmt)$/i.test(word)) return "+00:00";
  const match = /^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(word);
  return match ? `${match[1]}${match[2]?.padStart(2, "0")}:${match[3] ?? "00"}` : undefined;
}
