/** What can stand at a field, as the cloud has it. */
import * as vscode from "vscode";
import type { Found } from "../../cloud/api/look-up.ts";
import type { FileFacts } from "./file-facts.ts";
import type { LookUps } from "./look-ups.ts";

export interface Proposal {
  /** What is inserted. */
  value: string;
  /** What people call it. */
  name: string;
  /** Where it is, or who has it. */
  where: string;
}

/** The fields that are looked up. */
export type Field = keyof typeof sources;

type Source = (lookUps: LookUps, file: FileFacts, signal?: AbortSignal) => Promise<Found<Proposal> | undefined>;

const sources = {
  TopicId: async (lookUps, file, signal) => {
    const region = (await lookUps.place(file))?.region ?? "";
    return map(await lookUps.topics(file, signal), ({ id, name, logset }) => {
      return { value: id, name, where: [logset, region].filter(Boolean).join(" · ") };
    });
  },
  KafkaInstance: async (lookUps, file, signal) => {
    const region = (await lookUps.place(file))?.region ?? "";
    return map(await lookUps.instances(file, signal), ({ id, name }) => ({ value: id, name, where: region }));
  },
  UserKafkaTopics: async (lookUps, file, signal) => {
    const where = file.instance ?? "";
    return map(await lookUps.kafkaTopics(file, signal), (name) => ({ value: name, name, where }));
  },
  ConsumerGroupName: async (lookUps, file, signal) => {
    if (file.instance === undefined) return await groupsOfTasks(lookUps, file, signal);
    const where = vscode.l10n.t("a group of {0}", file.instance);
    return map(await lookUps.groups(file, signal), (name) => ({ value: name, name, where }));
  },
} as const satisfies Record<string, Source>;

/** Only CKafka lists its groups; of other clusters those are known that tasks of the same log topic use. */
async function groupsOfTasks(lookUps: LookUps, file: FileFacts, signal?: AbortSignal) {
  const list = await lookUps.tasks(file, signal);
  if (!list) return undefined;
  const items = list.tasks.flatMap(({ ConsumerGroupName: group, Name }): Proposal[] => {
    if (typeof group !== "string" || group === "") return [];
    return [{ value: group, name: group, where: vscode.l10n.t("used by {0}", Name) }];
  });
  return { items, more: !list.complete };
}

function map<T>(found: Found<T> | undefined, toProposal: (item: T) => Proposal): Found<Proposal> | undefined {
  return found && { items: found.items.map(toProposal), more: found.more };
}

export function isLookedUp(field: unknown): field is Field {
  return typeof field === "string" && Object.hasOwn(sources, field);
}

/** @returns undefined when nothing could be found out. */
export function proposals(
  field: Field,
  lookUps: LookUps,
  file: FileFacts,
  signal?: AbortSignal,
): Promise<Found<Proposal> | undefined> {
  return sources[field](lookUps, file, signal);
}
