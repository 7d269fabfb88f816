/** The licences of what the bundles contain. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** The text of THIRD_PARTY_NOTICES.txt: every npm package of which a bundle holds a byte, with its licence in full. */
export function noticesFor(metafiles: Metafile[]): string {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const notices = new Map([...folders].map((folder) => noticeOf(folder)));
  return `CLS Recharge contains the following software.\n\n${[...notices.keys()]
    .sort()
    .map((name) => `${"-".repeat(79)}\n${name}\n\n${notices.get(name)}\n`)
    .join("\n")}`;
}

/** @throws Error when a package says nowhere under which terms it may be used. */
function noticeOf(folder: string): [name: string, text: string] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!file && !license) throw new Error(`${name}@${version} names no licence.`);
  const text = file ? readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim() : "";
  return [`${name} ${version} (${license ?? file})`, text];
}
