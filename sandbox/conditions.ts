/**
 * Which parameters a value of another makes required.
 * Source: the same documentation as for the values.
 */
import { missingParameter } from "./envelope.ts";
import type { KafkaRecharge, LogRechargeRule, Source } from "./kafka-recharge.ts";
import { isAbsent } from "./parameters.ts";

function need<T extends object>(holder: T, key: keyof T & string, path: string = key): void {
  if (isAbsent(holder[key])) throw missingParameter(path);
}

/** @throws ApiError MissingParameter for the first parameter that the source lacks */
export function checkSource(source: Source): void {
  need(source, source.KafkaType === 0 ? "KafkaInstance" : "ServerAddr");
  if (source.KafkaType === 1 && source.IsEncryptionAddr) {
    need(source, "Protocol");
    need(source.Protocol ?? {}, "Protocol", "Protocol.Protocol");
  }
  const { Protocol: protocol } = source;
  if (protocol?.Protocol?.startsWith("sasl_")) {
    for (const key of ["Mechanism", "UserName", "Password"] as const) need(protocol, key, `Protocol.${key}`);
  }
}

/** @throws ApiError MissingParameter for the first parameter that the rule lacks */
export function checkRule(rule: LogRechargeRule): void {
  const needInRule = (key: keyof LogRechargeRule) => need(rule, key, `LogRechargeRule.${key}`);
  if (!rule.DefaultTimeSwitch) {
    needInRule("TimeFormat");
    needInRule("TimeZone");
    if (rule.RechargeType === "minimalist_log") needInRule("TimeRegex");
    if (rule.RechargeType === "json_log" || rule.RechargeType === "fullregex_log") needInRule("TimeKey");
  }
  // Not called required anywhere, but without it nothing can match.
  if (rule.RechargeType === "fullregex_log") needInRule("LogRegex");
  if (rule.RechargeType === "delimiter_log") needInRule("Delimiter");
  if (rule.RechargeType === "fullregex_log" || rule.RechargeType === "delimiter_log") needInRule("Keys");
}

/** @throws ApiError for the first conditional requirement that the whole task does not meet */
export function checkTask(task: KafkaRecharge): void {
  if (task.KafkaType === 1) need(task, "IsEncryptionAddr");
  checkSource(task);
  checkRule(task.LogRechargeRule);
}
