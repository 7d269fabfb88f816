/**
 * CLS's actions for Kafka imports (https://www.tencentcloud.com/document/product/614/56113), and the look-ups of CLS
 * and CKafka. Bodies are JSON bytes, sent as they are. Errors: see `Caller.call`.
 */

import { isObject } from "../../document/effective.ts";
import type { CloudTask, Fields } from "../operation/operation.ts";
import type { TaskApi, TaskList } from "../operation/ports.ts";
import { isTaskId } from "../task/fields.ts";
import { Caller, type CallOptions, encode } from "./caller.ts";
import { unexpected } from "./reply.ts";

export interface Page<T> {
  items: T[];
  totalCount: number;
}

export interface PageOptions extends CallOptions {
  /** Part of the name to look for. */
  search?: string | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
}

export interface LogTopic {
  id: string;
  name: string;
  logsetId: string;
}

export interface Logset {
  id: string;
  name: string;
}

export interface CkafkaInstance {
  id: string;
  name: string;
  /** 1 running; others: see CKafka's DescribeInstances. */
  status: number | undefined;
}

/** Never sends anything twice, except a read after a correction of the clock. */
export class ClsApi extends Caller implements TaskApi {
  /** CreateKafkaRecharge. @returns `Response` as it is: the caller checks the `Id`. */
  async create(body: Uint8Array, options?: CallOptions): Promise<Fields> {
    return await this.call("CreateKafkaRecharge", body, options);
  }

  /** ModifyKafkaRecharge. */
  async modify(body: Uint8Array, options?: CallOptions): Promise<Fields> {
    return await this.call("ModifyKafkaRecharge", body, options);
  }

  /** DeleteKafkaRecharge. */
  async delete(body: Uint8Array, options?: CallOptions): Promise<Fields> {
    return await this.call("DeleteKafkaRecharge", body, options);
  }

  /** DescribeKafkaRecharges: the tasks of a log topic, or the one with `id`. Their passwords are left out. */
  async describe(topicId: string, options: CallOptions & { id?: string } = {}): Promise<TaskList> {
    const { id, ...rest } = options;
    const reply = await this.read("DescribeKafkaRecharges", encode({ TopicId: topicId, Id: id }), rest);
    const { Infos, TotalCount } = reply;
    if (!Array.isArray(Infos) || !Infos.every(isTask)) throw unexpected("DescribeKafkaRecharges");
    return { tasks: Infos.map(withoutPassword), complete: TotalCount === Infos.length };
  }

  /** PreviewKafkaRecharge: a message of the real cluster; `logData` is JSON text when parsed logs are asked for. */
  async preview(body: Uint8Array, options?: CallOptions): Promise<{ logSample: string; logData: string }> {
    const reply = await this.read("PreviewKafkaRecharge", body, options);
    return { logSample: text(reply.LogSample), logData: text(reply.LogData) };
  }

  /** CheckRechargeKafkaServer. @returns 0 when the cluster can be used, else a negative number, see `serverStatus`. */
  async check(body: Uint8Array, options?: CallOptions): Promise<number> {
    const reply = await this.read("CheckRechargeKafkaServer", body, options);
    const { Status } = reply;
    if (typeof Status !== "number") throw unexpected("CheckRechargeKafkaServer");
    return Status;
  }

  /** DescribeTopics. @param options `limit` 1-100, default 20; `id` of the one topic to look for. */
  async logTopics(options: PageOptions & { id?: string } = {}): Promise<Page<LogTopic>> {
    const { search, id, offset, limit, ...rest } = options;
    const filters = Object.entries({ topicName: search, topicId: id }).filter(([, value]) => value);
    const Filters = filters.length > 0 ? filters.map(([Key, value]) => ({ Key, Values: [value] })) : undefined;
    const reply = await this.read("DescribeTopics", encode({ Filters, Offset: offset, Limit: limit }), rest);
    return page("DescribeTopics", reply, "Topics", (topic) => ({
      id: text(topic.TopicId),
      name: text(topic.TopicName),
      logsetId: text(topic.LogsetId),
    }));
  }

  /** DescribeLogsets (614/42778). @param options `limit` 1-100, default 20. */
  async logsets(options: PageOptions = {}): Promise<Page<Logset>> {
    const { search, offset, limit, ...rest } = options;
    const Filters = search ? [{ Key: "logsetName", Values: [search] }] : undefined;
    const reply = await this.read("DescribeLogsets", encode({ Filters, Offset: offset, Limit: limit }), rest);
    return page("DescribeLogsets", reply, "Logsets", (logset) => ({
      id: text(logset.LogsetId),
      name: text(logset.LogsetName),
    }));
  }

  /** CKafka's DescribeInstances. @param options `limit` 1-100, default 10. */
  async ckafkaInstances(options: PageOptions = {}): Promise<Page<CkafkaInstance>> {
    const { search, offset, limit, ...rest } = options;
    const reply = await this.read(
      "DescribeInstances",
      encode({ SearchWord: search, Offset: offset, Limit: limit }),
      rest,
    );
    return page("DescribeInstances", reply.Result, "InstanceList", (instance) => ({
      id: text(instance.InstanceId),
      name: text(instance.InstanceName),
      status: typeof instance.Status === "number" ? instance.Status : undefined,
    }));
  }

  /** CKafka's DescribeTopic: names as `UserKafkaTopics` wants them. @param options `limit` 1-50, default 20. */
  async ckafkaTopics(instanceId: string, options: PageOptions = {}): Promise<Page<string>> {
    const { search, offset, limit, ...rest } = options;
    const parameters = { InstanceId: instanceId, SearchWord: search, Offset: offset, Limit: limit };
    const reply = await this.read("DescribeTopic", encode(parameters), rest);
    return page("DescribeTopic", reply.Result, "TopicList", (topic) => text(topic.TopicName));
  }

  /** CKafka's DescribeGroup: names of consumer groups. @param options `limit` 1-50, default 20. */
  async ckafkaGroups(instanceId: string, options: PageOptions = {}): Promise<Page<string>> {
    const { search, offset, limit, ...rest } = options;
    const parameters = { InstanceId: instanceId, SearchWord: search, Offset: offset, Limit: limit };
    const reply = await this.read("DescribeGroup", encode(parameters), rest);
    return page("DescribeGroup", reply.Result, "GroupList", (group) => text(group.Group));
  }
}

function page<T>(action: string, holder: unknown, key: string, toItem: (item: Fields) => T): Page<T> {
  const list = isObject(holder) ? holder[key] : undefined;
  if (!isObject(holder) || !Array.isArray(list)) throw unexpected(action);
  const items = list.filter(isObject).map(toItem);
  return { items, totalCount: typeof holder.TotalCount === "number" ? holder.TotalCount : items.length };
}

function isTask(value: unknown): value is CloudTask {
  return isObject(value) && isTaskId(value.Id) && typeof value.Name === "string";
}

/** The API returns the password in clear; nothing of ours needs it. */
function withoutPassword(task: CloudTask): CloudTask {
  if (!isObject(task.Protocol)) return task;
  const { Password: _, ...protocol } = task.Protocol;
  return { ...task, Protocol: protocol };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
