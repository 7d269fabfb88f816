/** The software bill of materials of what is packaged. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** What a package calls it, with the ending that CycloneDX asks for. */
export const SBOM = "bom.cdx.json";

/**
 * CycloneDX JSON: everything that `dependencies` brings, at the versions and with the hashes of the lockfile. Without
 * npm's time stamp and random number, so that the same sources give the same package.
 */
export function billOfMaterials(): string {
  const args = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];
  const shell = process.platform === "win32";
  const bill = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8", shell, maxBuffer: 2 ** 24 }));
  const { serialNumber: _, metadata, components, dependencies, ...rest } = bill;
  const { timestamp: __, component, ...about } = metadata;
  const { description: ___, ...own } = component;
  const self = own["bom-ref"];
  const kept = new Set([self, ...atRunTime()]);
  const contents = {
    ...rest,
    // npm takes the name of the folder, and the description is a key of package.nls.json.
    metadata: { ...about, component: { ...own, name: self.replace(/@[^@]*$/, "") } },
    components: components.filter((one: Component) => kept.has(one["bom-ref"])),
    dependencies: dependencies
      .filter(({ ref }: Dependency) => kept.has(ref))
      .map(({ ref, dependsOn }: Dependency) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  };
  return `${JSON.stringify(contents, undefined, 2)}\n`;
}

interface Component {
  "bom-ref": string;
}

interface Dependency {
  ref: string;
  dependsOn: string[];
}

/** By the lockfile: `npm sbom --omit=dev` leaves out what a development dependency needs, too. */
function atRunTime(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const entries = Object.entries<{ version: string; dev?: true; devOptional?: true }>(packages);
  return entries
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, "")}@${version}`);
}

if (import.meta.main) process.stdout.write(billOfMaterials());
