/** The formats of `validate --format`, each loaded when it is used. */
import { locale } from "../locale.ts";
import { colorsFor } from "../terminal.ts";
import type { Format, Formatter } from "./report.ts";

export async function formatterFor(format: Format): Promise<Formatter> {
  switch (format) {
    case "text":
      return (await import("./text.ts")).textFormatter(colorsFor(process.stdout));
    case "json":
      return (await import("./json.ts")).formatJson;
    case "sarif": {
      const { allRules } = await import("../../server/src/service/diagnostics/rule-catalog.ts");
      return (await import("./sarif.ts")).sarifFormatter(allRules(locale));
    }
    case "github":
      return (await import("./github.ts")).formatGithub;
  }
}
