/** A client of CLS (and of CKafka, for look-ups). It never sends anything twice, except a read after a clock correction. */

import { Caller, type CallOptions, encode } from "./caller.ts";
import { type ApiReply, isObject, type JsonObject, unexpected } from "./reply.ts";

/** A task as `DescribeKafkaRecharges` lists it, without its password. */
export interface KafkaRechargeInfo extends JsonObject {
  Id: string;
  Name: string;
}

export interface RechargeList {
  tasks: KafkaRechargeInfo[];
  /** False when the server says there are more than it listed: then a task that is not listed may still exist. */
  complete: boolean;
  requestId: string | undefined;
}

export interface Page<T> {
  items: T[];
  totalCount: number;
  requestId: string | undefined;
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

export interface CkafkaInstance {
  id: string;
  name: string;
  /** 1 running; others: see CKafka's DescribeInstances. */
  status: number | undefined;
}

/** What all sibling actions share: https://www.tencentcloud.com/document/product/614/56113. Bodies are JSON bytes, sent as they are. */
export class ClsApi extends Caller {
  /** @throws LostReplyError also for an answer without an Id: the task may exist. */
  async createKafkaRecharge(body: Uint8Array, options?: CallOptions): Promise<{ id: string; requestId?: string }> {
    const reply = await this.call("CreateKafkaRecharge", body, options);
    const id = text(reply.data.Id);
    if (!id) throw unexpected(reply, "CreateKafkaRecharge");
    return { id, ...requestIdOf(reply) };
  }

  async modifyKafkaRecharge(body: Uint8Array, options?: CallOptions): Promise<{ requestId?: string }> {
    return requestIdOf(await this.call("ModifyKafkaRecharge", body, options));
  }

  async deleteKafkaRecharge(topicId: string, id: string, options?: CallOptions): Promise<{ requestId?: string }> {
    const body = encode({ Id: id, TopicId: topicId });
    return requestIdOf(await this.call("DeleteKafkaRecharge", body, options));
  }

  async describeKafkaRecharges(topicId: string, options: CallOptions & { id?: string } = {}): Promise<RechargeList> {
    const { id, ...rest } = options;
    const reply = await this.read("DescribeKafkaRecharges", { TopicId: topicId, Id: id }, rest);
    const { Infos, TotalCount } = reply.data;
    if (!Array.isArray(Infos) || !Infos.every(isRechargeInfo)) throw unexpected(reply, "DescribeKafkaRecharges");
    return { tasks: Infos.map(withoutPassword), complete: TotalCount === Infos.length, requestId: reply.requestId };
  }

  /** Reads a few messages of the real cluster; `logData` is JSON text when the preview type asks for parsed logs. */
  async previewKafkaRecharge(
    body: Uint8Array,
    options?: CallOptions,
  ): Promise<{ logSample: string; logData: string; requestId?: string }> {
    const reply = await this.readBytes("PreviewKafkaRecharge", body, options);
    return { logSample: text(reply.data.LogSample), logData: text(reply.data.LogData), ...requestIdOf(reply) };
  }

  /** @returns `status` 0 when the cluster can be used, else a negative number, see `kafkaServerStatus`. */
  async checkRechargeKafkaServer(
    body: Uint8Array,
    options?: CallOptions,
  ): Promise<{ status: number; requestId?: string }> {
    const reply = await this.readBytes("CheckRechargeKafkaServer", body, options);
    const status = reply.data.Status;
    if (typeof status !== "number") throw unexpected(reply, "CheckRechargeKafkaServer");
    return { status, ...requestIdOf(reply) };
  }

  /** @param options `limit` 1-100, default 20. */
  async describeTopics(options: PageOptions = {}): Promise<Page<LogTopic>> {
    const { search, offset, limit, ...rest } = options;
    const filters = search ? [{ Key: "topicName", Values: [search] }] : undefined;
    const reply = await this.read("DescribeTopics", { Filters: filters, Offset: offset, Limit: limit }, rest);
    return page(reply, "DescribeTopics", reply.data, "Topics", (topic) => ({
      id: text(topic.TopicId),
      name: text(topic.TopicName),
      logsetId: text(topic.LogsetId),
    }));
  }

  /** @param options `limit` 1-100, default 10. */
  async describeCkafkaInstances(options: PageOptions = {}): Promise<Page<CkafkaInstance>> {
    const { search, offset, limit, ...rest } = options;
    const reply = await this.read("DescribeInstances", { SearchWord: search, Offset: offset, Limit: limit }, rest);
    return page(reply, "DescribeInstances", reply.data.Result, "InstanceList", (instance) => ({
      id: text(instance.InstanceId),
      name: text(instance.InstanceName),
      status: typeof instance.Status === "number" ? instance.Status : undefined,
    }));
  }

  /** Names as `UserKafkaTopics` wants them. @param options `limit` 1-50, default 20. */
  async describeCkafkaTopics(instanceId: string, options: PageOptions = {}): Promise<Page<string>> {
    const { search, offset, limit, ...rest } = options;
    const parameters = { InstanceId: instanceId, SearchWord: search, Offset: offset, Limit: limit };
    const reply = await this.read("DescribeTopic", parameters, rest);
    return page(reply, "DescribeTopic", reply.data.Result, "TopicList", (topic) => text(topic.TopicName));
  }
}

function page<T>(
  reply: ApiReply,
  action: string,
  holder: unknown,
  key: string,
  toItem: (item: JsonObject) => T,
): Page<T> {
  const list = isObject(holder) ? holder[key] : undefined;
  if (!isObject(holder) || !Array.isArray(list)) throw unexpected(reply, action);
  const items = list.filter(isObject).map(toItem);
  const { TotalCount } = holder;
  return { items, totalCount: typeof TotalCount === "number" ? TotalCount : items.length, requestId: reply.requestId };
}

function isRechargeInfo(value: unknown): value is KafkaRechargeInfo {
  return isObject(value) && typeof value.Id === "string" && value.Id !== "" && typeof value.Name === "string";
}

/** The API returns the password in clear; nothing of ours needs it. */
function withoutPassword(info: KafkaRechargeInfo): KafkaRechargeInfo {
  if (!isObject(info.Protocol)) return info;
  const { Password: _, ...protocol } = info.Protocol;
  return { ...info, Protocol: protocol };
}

function requestIdOf(reply: ApiReply): { requestId?: string } {
  return reply.requestId === undefined ? {} : { requestId: reply.requestId };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
