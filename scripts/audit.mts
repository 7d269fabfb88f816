/**
 * `npm run audit`: whether what is delivered has a known vulnerability. Exit code 0: none is known; 1: there are; 2: the
 * registry was not asked or did not answer, which is no good news either.
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

interface Report {
  error?: { summary?: string };
  message?: string;
  metadata?: { dependencies: { prod: number } };
  vulnerabilities?: Record<
    string,
    { severity: string; range: string; via: (string | { title: string; url: string })[] }
  >;
}

const root = resolve(import.meta.dirname, "..");
const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  cwd: root,
  encoding: "utf8",
  shell: process.platform === "win32",
});
const report = parse(stdout);

if (!report?.metadata || !report.vulnerabilities) {
  const why = report?.message || report?.error?.summary || stderr.trim();
  console.error(`Not checked: the registry gave no answer about vulnerabilities. ${why}`);
  process.exitCode = 2;
} else {
  const found = Object.entries(report.vulnerabilities);
  for (const [name, { severity, range, via }] of found) {
    const reasons = via.map((reason) => (typeof reason === "string" ? reason : `${reason.title} ${reason.url}`));
    console.error(`${name} ${range}: ${severity}. ${reasons.join("; ")}`);
  }
  console.log(
    `${found.length} of ${report.metadata.dependencies.prod} packages at run time have a known vulnerability.`,
  );
  process.exitCode = found.length > 0 ? 1 : 0;
}

function parse(text: string): Report | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
