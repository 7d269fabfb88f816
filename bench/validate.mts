/** `validate` beside validators of JSON Schema: same folders, same schema. */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { folderOf } from "./many.mts";
import { median } from "./measure.mts";
import { binary, label } from "./peers.mts";
import { type Taken, take } from "./processes.mts";
import { type Row, table } from "./table.mts";

interface Program {
  name: string;
  command: string[];
  /** How many files it reports. */
  found(taken: Taken): number;
  /** With more files it takes minutes. */
  most?: number;
  /** It starts another process, whose memory is not seen. */
  isWrapper?: boolean;
}

const SCHEMA = resolve("dist/recharge.schema.json");
export const CLI = resolve("dist/cli.js");
const ALL = "**/*.recharge.json";

const PROGRAMS: Program[] = [
  {
    name: "CLS Recharge",
    command: [process.execPath, CLI, "validate", "--format", "json"],
    found: ({ stdout }) => new Set((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).size,
  },
  {
    name: label("ajv-cli"),
    command: [process.execPath, binary("ajv"), "validate", "--strict=false", "-s", SCHEMA, "-d", ALL],
    found: ({ stderr }) => count(stderr, / invalid$/gm),
  },
  {
    name: label("v8r"),
    command: [process.execPath, binary("v8r"), "--schema", SCHEMA, ALL],
    found: ({ stderr }) => count(stderr, / is invalid$/gm),
    most: 1000,
  },
  {
    name: label("@sourcemeta/jsonschema"),
    command: [process.execPath, binary("jsonschema"), "validate", "--continue", SCHEMA, ".", "-e", ".recharge.json"],
    found: ({ stderr }) => count(stderr, /^fail: /gm),
    isWrapper: true,
  },
];

interface Folder {
  files: number;
  /** How many formats of logs they have; absent for as many as teams. */
  formats?: number;
  name: string;
  /** Times of ajv-cli. */
  target?: number;
}

const FOLDERS: Folder[] = [
  { files: 1, name: "1 file" },
  { files: 100, name: "100 files" },
  { files: 1000, name: "1,000 files" },
  { files: 10_000, name: "10,000 files", target: 0.8 },
  { files: 10_000, name: "10,000 files, no two of a format", formats: 10_000 },
];
/** What CPU time is counted in is coarse beside a short run: more of them. */
const RUNS = new Map([
  [1, 9],
  [100, 5],
]);

/** @returns the table */
export async function benchValidate(): Promise<string> {
  const rows: Row[] = [];
  for (const folder of FOLDERS) rows.push(...(await measure(folder)));
  return table(
    PROGRAMS.map(({ name }) => name),
    rows,
  );
}

async function measure({ files, formats, name, target }: Folder): Promise<Row[]> {
  const { folder, wrong } = folderOf(files, formats);
  const taken = PROGRAMS.map((): Taken[] => []);
  const able = PROGRAMS.filter(({ most }) => files <= (most ?? files));
  for (let run = 0; run < (RUNS.get(files) ?? 3); run++) {
    // In turns, and every other time the other way round.
    for (const program of run % 2 === 0 ? able : [...able].reverse()) {
      if (run > 0 && program.most === files) continue;
      taken[PROGRAMS.indexOf(program)]?.push(await take(program.command, { cwd: folder }));
    }
  }
  rmSync(folder, { recursive: true });
  const row = (what: string, unit: string, number: (taken: Taken, program: Program) => number | undefined): Row => ({
    what: `${name}: ${what}`,
    unit,
    numbers: PROGRAMS.map((program, index) => {
      const numbers = (taken[index] ?? []).map((one) => number(one, program)).filter((one) => one !== undefined);
      return numbers.length > 0 ? median(numbers) : undefined;
    }),
  });
  return [
    { ...row("time", "ms", ({ wall }) => wall), ...(target && { target }) },
    { ...row("CPU", "ms", ({ cpu }) => cpu), ...(target && { target }) },
    row("memory at most", "MB", ({ memory }, { isWrapper }) => (isWrapper ? undefined : memory)),
    { ...row(`reported of ${wrong} wrong`, "files", (one, { found }) => found(one)), isCount: true },
  ];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
