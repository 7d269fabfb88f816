/** `npm run bench [language|validate|start|submit]…`: measures and prints tables; without a name all of them. */
import { cpus, loadavg, release } from "node:os";
import { buildAll } from "../scripts/build.mts";
import { benchLanguage } from "./language.mts";
import { installPeers } from "./peers.mts";
import { benchStart, benchSubmit } from "./start.mts";
import { benchValidate } from "./validate.mts";

const BENCHES: Record<string, [title: string, bench: () => Promise<string>]> = {
  language: ["Language servers: same schema, same files, same client", benchLanguage],
  validate: ["Checking folders, one file in five wrong", benchValidate],
  start: ["Starting", benchStart],
  submit: ["Creating a task", benchSubmit],
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) throw new Error(`There is no ${unknown}; there are ${Object.keys(BENCHES).join(", ")}.`);

await buildAll("dist", true);
installPeers();
const [cpu] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node.js ${process.versions.node}, Linux ${release()}, ${cpus().length} × ${cpu?.model}.`,
);
console.log("Medians. The ratio is to the first of the others; load is that of the last minute.\n");
for (const [name, [title, bench]] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const before = load();
  const table = await bench();
  console.log(`### ${title} (load ${before} before, ${load()} after)\n\n${table}\n`);
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
