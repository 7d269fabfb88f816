/** What is found by name: log topics with their logsets, CKafka instances with their topics and groups. Changes nothing. */

import { isDenied } from "../operation/classify.ts";
import type { CkafkaInstance, ClsApi, LogTopic, Page } from "./api.ts";

export interface Found<T> {
  items: T[];
  /** There are more. */
  more: boolean;
}

export interface NamedTopic extends LogTopic {
  /** Name of the logset; "" when the account may not see it. */
  logset: string;
}

/** Of CLS and of DescribeInstances. */
const PAGE = 100;
/** Of DescribeTopic and DescribeGroup. */
const SMALL_PAGE = 50;
/** Nobody looks through more than a thousand names. */
const MOST_PAGES = 10;

/** The log topics of a region, by name. Rejects as the API does. */
export async function findLogTopics(api: ClsApi, signal?: AbortSignal): Promise<Found<NamedTopic>> {
  const [topics, logsets] = await Promise.all([
    pages((offset) => api.logTopics({ offset, limit: PAGE, signal }), PAGE),
    logsetNames(api, signal),
  ]);
  const items = topics.items
    .map((topic) => ({ ...topic, logset: logsets.get(topic.logsetId) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.logset.localeCompare(b.logset));
  return { items, more: topics.more };
}

/** Names of logsets are a help: without the permission to list them there are none. */
async function logsetNames(api: ClsApi, signal?: AbortSignal): Promise<Map<string, string>> {
  try {
    const { items } = await pages((offset) => api.logsets({ offset, limit: PAGE, signal }), PAGE);
    return new Map(items.map(({ id, name }) => [id, name]));
  } catch (error) {
    if (isDenied(error)) return new Map();
    throw error;
  }
}

export function findInstances(api: ClsApi, signal?: AbortSignal): Promise<Found<CkafkaInstance>> {
  return pages((offset) => api.ckafkaInstances({ offset, limit: PAGE, signal }), PAGE);
}

/** Names of an instance's Kafka topics. */
export function findKafkaTopics(api: ClsApi, instance: string, signal?: AbortSignal): Promise<Found<string>> {
  return pages((offset) => api.ckafkaTopics(instance, { offset, limit: SMALL_PAGE, signal }), SMALL_PAGE);
}

/** Names of an instance's consumer groups. */
export function findGroups(api: ClsApi, instance: string, signal?: AbortSignal): Promise<Found<string>> {
  return pages((offset) => api.ckafkaGroups(instance, { offset, limit: SMALL_PAGE, signal }), SMALL_PAGE);
}

async function pages<T>(fetch: (offset: number) => Promise<Page<T>>, size: number): Promise<Found<T>> {
  const items: T[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items: found, totalCount } = await fetch(page * size);
    items.push(...found);
    if (found.length === 0 || items.length >= totalCount) return { items, more: false };
  }
  return { items, more: true };
}
