/** The formats of `validate --format`, each loaded when it is used. */
import { colorsFor } from "../terminal.ts";
import type { Formatter } from "./report.ts";

export const FORMATS = ["text", "json", "sarif", "github"] as const;
export type Format = (typeof FORMATS)[number];

export async function formatterFor(format: Format): Promise<Formatter> {
  switch (format) {
    case "text":
      return (await import("./text.ts")).textFormatter(colorsFor(process.stdout));
    case "json":
      return (await import("./json.ts")).formatJson;
    case "sarif":
      return (await import("./sarif.ts")).sarifFormatter((await import("../rules.ts")).allRules());
    case "github":
      return (await import("./github.ts")).formatGithub;
  }
}
