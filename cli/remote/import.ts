/** `import`: task files from tasks of the cloud, or from Terraform configurations. Existing files are left alone. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { fileNameFor } from "../../cloud/task/file-name.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import { newTaskText } from "../../cloud/task/task-text.ts";
import { HclError } from "../../cloud/terraform/hcl.ts";
import { readTerraform } from "../../cloud/terraform/read.ts";
import type { ImportOptions } from "../commands/import.ts";
import { EXIT, type ExitCode, FailedError, UsageError } from "../exit.ts";
import { findFiles, readText, writeReason } from "../files.ts";
import { explainFailure } from "./plan.ts";
import { isGood, plainResult, printResults, type Result } from "./results.ts";
import { inSession, type Session } from "./session.ts";

/** A task to write a file for. */
interface Source {
  name: string;
  id: string | undefined;
  text: string;
  warnings: string[];
}

export async function importTasks(files: readonly string[], options: ImportOptions): Promise<ExitCode> {
  if (options.topic !== undefined) return await inSession(options, (session) => fromCloud(options, session));
  const sources = await Promise.all(files.map(fromTerraform));
  return write(sources.flat(), options);
}

async function fromCloud(options: ImportOptions, session: Session): Promise<ExitCode> {
  const { account, connection, signal } = session;
  const { topic = "" } = options;
  const { region } = account;
  if (!region) throw new UsageError(l10n.t("no region: give --region"));
  const list = await connection.tasks(region, topic, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new FailedError(l10n.t("The tasks of log topic {0} could not be listed. {1}", topic, explainFailure(error)));
  });
  const incomplete = list.complete ? [] : [l10n.t("There may be more tasks: the list is incomplete.")];
  return write(
    list.tasks.map((task) => ({
      name: task.Name,
      id: task.Id,
      text: newTaskText({ TopicId: topic, ...task }, { id: task.Id, region }),
      warnings: incomplete,
    })),
    options,
  );
}

async function fromTerraform(file: string): Promise<Source[]> {
  const text = await readText(file);
  try {
    return readTerraform(text).map(({ label, fields, id, region, warnings }) => ({
      name: typeof fields.Name === "string" ? fields.Name : label,
      id,
      text: newTaskText(fields, { id, region }),
      warnings,
    }));
  } catch (error) {
    if (error instanceof HclError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

/** The tasks that are asked for, of all that there are. */
function chosen(sources: readonly Source[], wanted: readonly string[]): readonly Source[] {
  if (sources.length === 0) throw new UsageError(l10n.t("there is no Kafka import task to write a file for"));
  const isMeant = ({ id, name }: Source, one: string) => one === id || one === name;
  const missing = wanted.filter((one) => !sources.some((source) => isMeant(source, one)));
  if (missing.length > 0) throw new UsageError(l10n.t("there is no task {0}", missing.join(", ")));
  return wanted.length === 0 ? sources : sources.filter((source) => wanted.some((one) => isMeant(source, one)));
}

async function write(all: readonly Source[], options: ImportOptions): Promise<ExitCode> {
  const { task, out, dryRun } = options;
  const sources = chosen(all, task);
  const known = await knownIds(out);
  const taken = new Set<string>();
  const results = sources.map(({ name, id, text, warnings }): Result => {
    const holder = id && known.get(id);
    if (holder) return plainResult(holder, "exists", id);
    const fileName = fileNameFor(name, id, (candidate) => taken.has(candidate) || existsSync(join(out, candidate)));
    taken.add(fileName);
    const file = join(out, fileName);
    if (!dryRun) create(out, file, text);
    return { ...plainResult(file, dryRun ? "import" : "imported", id ?? null), warnings };
  });
  printResults(results, options, new Set());
  return results.every(isGood) ? EXIT.ok : EXIT.failed;
}

/** The task files of a folder by the Id they hold. */
async function knownIds(folder: string): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  if (!existsSync(folder)) return known;
  for (const file of (await findFiles([folder])).files) {
    const id = idOf(await readText(file));
    if (id !== undefined) known.set(id, file);
  }
  return known;
}

function create(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`${file}: ${writeReason(error)}`);
  }
}
