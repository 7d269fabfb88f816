import type { KafkaRecharge, Source } from "./kafka-recharge.ts";

/** A task as DescribeKafkaRecharges shows it: with what the server fills in for what was left out. */
export function withDefaults(task: KafkaRecharge): Required<Omit<KafkaRecharge, "UserKafkaMeta">> & Source {
  const { JsonExpand: expand } = task.LogRechargeRule;
  return {
    KafkaInstance: "",
    ServerAddr: "",
    IsEncryptionAddr: false,
    ConsumerGroupName: "",
    ...task,
    Protocol: { Protocol: "", Mechanism: "", UserName: "", Password: "", ...task.Protocol },
    LogRechargeRule: {
      LogRegex: "",
      UnMatchLogSwitch: false,
      UnMatchLogKey: "",
      UnMatchLogTimeSrc: 0,
      DefaultTimeSrc: 0,
      TimeKey: "",
      TimeRegex: "",
      TimeFormat: "",
      Metadata: [],
      Keys: [],
      ParseArray: false,
      Delimiter: "",
      ...task.LogRechargeRule,
      TimeZone: task.LogRechargeRule.TimeZone || "UTC+08:00",
      ...(expand && { JsonExpand: { DropOriginal: true, ConflictPolicy: "keep_outer", ...expand } }),
    },
  };
}
