/** What CheckRechargeKafkaServer and PreviewKafkaRecharge need of a task, and what they say. They change nothing. */

import { isObject } from "../../document/effective.ts";
import type { Fields } from "../operation/operation.ts";
import type { ClsApi } from "./api.ts";
import { encode } from "./caller.ts";
import { type ServerStatus, serverStatus } from "./server-status.ts";

const SOURCE = ["KafkaType", "KafkaInstance", "ServerAddr", "IsEncryptionAddr", "Protocol", "UserKafkaMeta"];
const SAMPLED = [...SOURCE, "UserKafkaTopics", "Offset", "ConsumerGroupName", "LogRechargeRule"];

export interface Check extends ServerStatus {
  /** As the API numbers it: 0 is fine. */
  status: number;
}

/**
 * Connects CLS to the Kafka cluster (614/56114).
 * @param value a body with placeholders resolved
 * @throws as `ClsApi.check`
 */
export async function checkConnection(value: Fields, api: ClsApi, signal?: AbortSignal): Promise<Check> {
  const status = await api.check(encode(pick(value, SOURCE)), { signal });
  return { status, ...serverStatus(status) };
}

export interface Sample {
  /** A message as Kafka has it. */
  raw: string;
  /** The logs made of it: each a list of fields. Empty when only the message was asked for. */
  logs: Fields[];
}

/**
 * Reads a message from Kafka (614/56109).
 * @param value a body with placeholders resolved
 * @param parsed whether to see the logs that LogRechargeRule makes of it, too
 * @throws as `ClsApi.preview`
 */
export async function previewTask(
  value: Fields,
  { parsed }: { parsed: boolean },
  api: ClsApi,
  signal?: AbortSignal,
): Promise<Sample> {
  const body = encode({ PreviewType: parsed ? 2 : 1, ...pick(value, SAMPLED) });
  const { logSample, logData } = await api.preview(body, { signal });
  return parsed ? { raw: logSample, logs: logsIn(logData) } : { raw: logData, logs: [] };
}

/** The documentation calls it a string; its example is the text of a JSON object. Anything else is one log of its own. */
function logsIn(text: string): Fields[] {
  if (text === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    const all = Array.isArray(value) ? value : [value];
    if (all.every(isObject)) return all;
  } catch {
    // Not JSON: shown as it came.
  }
  return [{ __CONTENT__: text }];
}

function pick(value: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]));
}
