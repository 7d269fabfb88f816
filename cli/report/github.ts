/** Workflow commands, which GitHub Actions turns into annotations on the lines of a pull request. */
import type { Finding, Severity } from "../findings.ts";
import { fromCheckout } from "./checkout.ts";
import type { Formatter } from "./report.ts";

const COMMANDS: Record<Severity, string> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

export const formatGithub: Formatter = ({ files }) =>
  files
    .flatMap(({ findings }) => findings)
    .map((finding) => `${toCommand(finding)}\n`)
    .join("");

function toCommand({ file, code, severity, message, range: { start, end } }: Finding): string {
  const properties: Record<string, string | number> = {
    file: fromCheckout(file),
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub accepts columns only where start and end are on one line.
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(",")}::${escapeData(message)}`;
}

/** As `@actions/core` does it: a line break would end the command and let the rest be read as another one. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
