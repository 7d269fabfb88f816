/** What a submission would do with each file. Reads files and lists tasks; changes nothing. */
import * as l10n from "@vscode/l10n";
import type { Connection } from "../../cloud/api/connection.ts";
import { ApiError, adviceFor } from "../../cloud/api/errors.ts";
import {
  type CreateOperation,
  type ModifyOperation,
  type TaskFile,
  WriteBackError,
} from "../../cloud/operation/operation.ts";
import { type Difference, differencesOf } from "../../cloud/task/drift.ts";
import { type KnownTopics, knownTopics, listWithTask } from "../../cloud/task/task-topic.ts";
import { DiskTaskFile } from "../../cloud/task/write-back.ts";
import { buildRequest, RequestError, type TaskRequest, writtenRequest } from "../../document/body.ts";
import { textOf } from "../../document/effective.ts";
import { parseDocument } from "../../document/parse.ts";
import { findPlaceholders } from "../../document/placeholders.ts";
import { ruleSettings } from "../config.ts";
import { withoutMark } from "../files.ts";
import type { FileFindings } from "../findings.ts";
import { type CheckedFile, check, compare } from "../local/check.ts";
import type { Account } from "./account.ts";
import { resolvePlaceholder, secretVariable } from "./placeholders.ts";

export type Planned = { file: string } & (
  | { kind: "create"; taskFile: TaskFile; operation: CreateOperation }
  /** `differences`: from the cloud; `operation` would take them there. */
  | { kind: "exists"; id: string; taskFile: TaskFile; differences: Difference[]; operation: ModifyOperation }
  /** Has an Id, but could not be compared: `note` says why. */
  | { kind: "uncompared"; id: string; note: string }
  /** Not in the cloud any more. */
  | { kind: "gone"; id: string }
  | { kind: "invalid"; message: string; found: FileFindings | undefined }
);

export interface PlanContext {
  account: Account;
  connection: Connection;
  signal: AbortSignal;
}

/** What the files of a plan share. */
interface Sharing extends PlanContext {
  known: () => Promise<KnownTopics>;
}

/** @throws UsageError for a configuration file that cannot be read. */
export async function planFiles(files: readonly string[], context: PlanContext): Promise<Planned[]> {
  const settingsFor = ruleSettings(undefined, []);
  // What is planned is what was checked, whatever happens to the file meanwhile.
  const texts = new Map<string, string>();
  const read = (name: string) => ({ name, text: texts.get(name) ?? "", rules: settingsFor(name) });
  const sharing = { ...context, known: knownTopics(context.account.journal) };
  const checked: CheckedFile[] = [];
  const planned: Planned[] = [];
  for (const file of files) {
    const checkText = async (text: string) => {
      texts.set(file, text);
      checked.push(await check(read(file)));
    };
    planned.push(await planFile(file, checkText, sharing));
  }
  return judge(planned, await compare(checked, read));
}

/** Whatever a file's own rules say of it, and what the comparison with the other files adds. */
function judge(planned: Planned[], found: FileFindings[]): Planned[] {
  const wrong = found.filter(({ findings }) => findings.some(({ severity }) => severity === "error"));
  return planned.map((plan) => {
    const found = wrong.find(({ file }) => file === plan.file);
    return found ? { file: plan.file, kind: "invalid", message: l10n.t("the file has errors"), found } : plan;
  });
}

async function planFile(file: string, checkText: (text: string) => Promise<void>, context: Sharing): Promise<Planned> {
  const invalid = (message: string): Planned => ({ file, kind: "invalid", message, found: undefined });
  try {
    const taskFile = await DiskTaskFile.open(file);
    const text = await taskFile.read();
    await checkText(withoutMark(text));
    const document = parseDocument(text);
    if (document.problems.length > 0) return invalid("");
    const request = buildRequest(document, resolvePlaceholder);
    const region = request.region ?? context.account.region;
    if (!region) return invalid(l10n.t("no region: the file names none, and neither does --region"));
    const id = textOf(document.root, "Id");
    if (id !== undefined) return await planExisting(file, id, taskFile, text, request, region, context);
    const target = context.connection.target(region);
    return { file, kind: "create", taskFile, operation: { kind: "create", target, text, request } };
  } catch (error) {
    if (error instanceof WriteBackError) return invalid(error.message);
    if (error instanceof RequestError) return invalid(explainRequest(error));
    throw error;
  }
}

async function planExisting(
  file: string,
  id: string,
  taskFile: TaskFile,
  text: string,
  request: TaskRequest,
  region: string,
  { connection, signal, known }: Sharing,
): Promise<Planned> {
  try {
    const { topicId, list } = await listWithTask(
      { id, topicId: String(request.value.TopicId), region },
      (topicId) => connection.tasks(region, topicId, signal),
      known,
    );
    const { tasks, complete } = list;
    const base = tasks.find((candidate) => candidate.Id === id);
    if (!base) {
      return complete
        ? { file, kind: "gone", id }
        : { file, kind: "uncompared", id, note: l10n.t("the list is incomplete") };
    }
    const target = connection.target(region);
    const operation: ModifyOperation = { kind: "modify", target, text, id, topicId, name: base.Name, base, request };
    const written = writtenRequest(text).value;
    const differences = differencesOf({ written, value: request.value }, base);
    return { file, kind: "exists", id, taskFile, differences, operation };
  } catch (error) {
    signal.throwIfAborted();
    return { file, kind: "uncompared", id, note: explainFailure(error) };
  }
}

/** Why the cloud could not be asked. */
export function explainFailure(error: unknown): string {
  if (error instanceof ApiError) return `${error.code}: ${adviceFor(error.code).meaning}`;
  return error instanceof Error ? error.message : String(error);
}

/** Why a file cannot be sent, and where its secrets come from. */
export function explainRequest({ message, problems }: RequestError): string {
  const named = problems.flatMap(({ args }) => findPlaceholders(args[0] ?? ""));
  const names = named.filter(({ kind }) => kind === "secret").map(({ name }) => name);
  if (names.length === 0) return message;
  const variables = names.map(secretVariable).join(l10n.t(", "));
  return l10n.t("{0} {1}", message, l10n.t("Here secrets come from the environment: set {0}.", variables));
}
