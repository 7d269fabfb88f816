/** Makes a log of a Kafka message by a task's rule, as far as the product's guides say how. */
import { runInNewContext } from "node:vm";
import { ApiError, type Fields, invalidValue } from "./envelope.ts";
import type { JsonExpand, LogRechargeRule } from "./kafka-recharge.ts";
import { isObject } from "./parameters.ts";

type Log = { [key: string]: string };

/** @returns the fields of the log; none when the message does not fit and unmatched messages are dropped */
export function parseLog(message: string, rule: LogRechargeRule, kafkaTopic: string): Log {
  const log =
    parse(message, rule) ?? (rule.UnMatchLogSwitch ? { [rule.UnMatchLogKey || "LogParseFailure"]: message } : {});
  return { ...log, ...metadata(rule, kafkaTopic) };
}

function parse(message: string, rule: LogRechargeRule): Log | undefined {
  switch (rule.RechargeType) {
    case "json_log":
      return parseJson(message, rule.JsonExpand);
    case "fullregex_log":
      return zip(rule.Keys ?? [], match(rule.LogRegex ?? "", message)?.slice(1));
    case "delimiter_log":
      return zip(rule.Keys ?? [], message.split(rule.Delimiter ?? ","));
    default:
      return { __CONTENT__: message };
  }
}

/** First-layer keys become fields; what is nested stays JSON text unless the rule expands it. */
function parseJson(message: string, expand: JsonExpand | undefined): Log | undefined {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return undefined; // A message that is not JSON does not match: the caller says what becomes of it.
  }
  if (!isObject(value)) return undefined;
  const fields = expand?.Switch ? expanded(value, expand) : value;
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, typeof field === "string" ? field : JSON.stringify(field)]),
  );
}

function expanded(value: Fields, { Fields: names, DropOriginal = true, ConflictPolicy }: JsonExpand): Fields {
  const outer = Object.entries(value).filter(
    ([key, field]) => !(DropOriginal && names.includes(key) && isObject(field)),
  );
  const inner = names.flatMap((name) => (isObject(value[name]) ? Object.entries(value[name]) : []));
  return Object.fromEntries(ConflictPolicy === "keep_inner" ? [...outer, ...inner] : [...inner, ...outer]);
}

function zip(keys: string[], values: string[] | undefined): Log | undefined {
  return values && Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ""]));
}

/** In a context of its own, because only there a pattern that backtracks forever can be stopped. */
function match(pattern: string, message: string): string[] | undefined {
  try {
    return runInNewContext("new RegExp(pattern).exec(message) ?? undefined", { pattern, message }, { timeout: 250 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw new ApiError("FailedOperation.Timeout", "The regular expression takes too long.", "正则表达式执行超时。");
    }
    throw invalidValue("LogRechargeRule.LogRegex", "not a regular expression", "不是正则表达式");
  }
}

function metadata(rule: LogRechargeRule, kafkaTopic: string): Log {
  const values: Log = {
    kafka_topic: kafkaTopic,
    kafka_partition: "0",
    kafka_offset: "41",
    kafka_timestamp: "1767579330123",
  };
  return Object.fromEntries((rule.Metadata ?? []).map((name) => [`__TAG__.${name}`, values[name] ?? ""]));
}
