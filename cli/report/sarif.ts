/** SARIF 2.1.0 (OASIS), as GitHub code scanning and others read it. */
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArtifactLocation, Log, ReportingDescriptor, Result } from "sarif";
import type { RuleInfo } from "../../server/src/service/diagnostics/rule-catalog.ts";
import type { Finding, Severity } from "../findings.ts";
import { fromCheckout } from "./checkout.ts";
import type { Formatter } from "./report.ts";

const LEVELS = { error: "error", warning: "warning", info: "note", hint: "note" } as const satisfies Record<
  Severity,
  string
>;

/** @param rules - what is known of the rules; those with findings are described in the log. */
export function sarifFormatter(rules: readonly RuleInfo[]): Formatter {
  return ({ files }) => {
    const findings = files.flatMap((file) => file.findings);
    const codes = [...new Set(findings.map(({ code }) => code))].sort();
    const log: Log = {
      $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "cls-recharge",
              version: VERSION,
              informationUri: "https://github.com/cls-recharge/cls-recharge",
              rules: codes.map((code) => describe(code, rules)),
            },
          },
          columnKind: "utf16CodeUnits",
          results: findings.map((finding) => toResult(finding, codes.indexOf(finding.code))),
        },
      ],
    };
    return `${JSON.stringify(log, undefined, 2)}\n`;
  };
}

function describe(code: string, rules: readonly RuleInfo[]): ReportingDescriptor {
  const rule = rules.find(({ id }) => id === code);
  if (!rule) return { id: code };
  return {
    id: code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    helpUri: rule.link,
    help: { text: `${rule.description}\n\n${rule.link}` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function toResult({ file, code, severity, message, range, pointer }: Finding, ruleIndex: number): Result {
  const region = {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: locate(file), region },
        logicalLocations: [{ fullyQualifiedName: pointer, kind: "member" }],
      },
    ],
  };
}

/** Below the checkout relative to it, as code scanning wants it; elsewhere as a `file:` address. */
function locate(file: string): ArtifactLocation {
  const path = fromCheckout(file);
  if (path.startsWith("..") || isAbsolute(path)) return { uri: pathToFileURL(resolve(file)).href };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}
