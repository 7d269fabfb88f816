import { findInstance, message, unreachableHost } from "../catalogue.ts";
import { checkRule, checkSource } from "../conditions.ts";
import { ApiError, missingParameter } from "../envelope.ts";
import { type KafkaRecharge, taskFields } from "../kafka-recharge.ts";
import { object, oneOf } from "../parameters.ts";
import { parseLog } from "../parse-log.ts";
import type { Action } from "./action.ts";

const { TopicId: _, Name: __, KafkaType, UserKafkaTopics, Offset, ...optional } = taskFields;

interface Parameters extends Omit<KafkaRecharge, "TopicId" | "Name" | "LogRechargeRule"> {
  /** 1 the message as it is, 2 the log made of it. */
  PreviewType: number;
  LogRechargeRule?: KafkaRecharge["LogRechargeRule"];
}

/** Shows the newest message of the first topic. Connects to nothing. */
export const previewKafkaRecharge: Action = {
  limit: 20,
  parameters: object({ PreviewType: oneOf(1, 2), KafkaType, UserKafkaTopics, Offset }, optional),
  run({ region, parameters }) {
    const request = parameters as unknown as Parameters;
    checkSource(request);
    const kafkaTopic = String(request.UserKafkaTopics.split(",")[0]).trim();
    requireReachable(region, request, kafkaTopic);
    const sample = message(kafkaTopic);
    if (request.PreviewType === 1) return { result: { LogSample: "", LogData: sample } };
    if (!request.LogRechargeRule) throw missingParameter("LogRechargeRule");
    checkRule(request.LogRechargeRule);
    const log = parseLog(sample, request.LogRechargeRule, kafkaTopic);
    return { result: { LogSample: sample, LogData: JSON.stringify(log) } };
  },
};

function requireReachable(region: string, request: Parameters, kafkaTopic: string): void {
  const reachable =
    request.KafkaType === 0
      ? findInstance(region, request.KafkaInstance)?.topics.includes(kafkaTopic)
      : !request.ServerAddr?.includes(unreachableHost);
  if (!reachable)
    throw new ApiError("FailedOperation", "Kafka or its topic cannot be reached.", "无法访问 Kafka 或主题。");
}
