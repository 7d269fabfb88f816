/**
 * Names of neighbours that get pasted into a task file, by the name they have here. Spelling and letter case need no entry:
 * Terraform's `un_match_log_key` is `UnMatchLogKey` in another style.
 * Sources: ExtractRuleInfo (imports from COS and S3), LogListener configurations, KafkaRechargeInfo (the answer of Describe).
 */
export const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  UnMatchUpLoadSwitch: "UnMatchLogSwitch",
  LogType: "RechargeType",
  Regex: "LogRegex",
  LogFormat: "RechargeType",
  ExtractRule: "LogRechargeRule",
  ExtractRuleInfo: "LogRechargeRule",
  LogRechargeRuleInfo: "LogRechargeRule",
  KafkaProtocolInfo: "Protocol",
  JsonExpandInfo: "JsonExpand",
  IsGBK: "EncodingFormat",
  KafkaTopics: "UserKafkaTopics",
  Topics: "UserKafkaTopics",
  InstanceId: "KafkaInstance",
  BootstrapServers: "ServerAddr",
  ConsumerGroup: "ConsumerGroupName",
  GroupId: "ConsumerGroupName",
  SecurityProtocol: "Protocol",
  SaslMechanism: "Mechanism",
  Version: "KafkaVersion",
};

/** Fields of sibling actions that a create request does not take. */
export const FOREIGN_FIELDS: Readonly<Record<string, string>> = {
  Status: "DescribeKafkaRecharges",
  CreateTime: "DescribeKafkaRecharges",
  UpdateTime: "DescribeKafkaRecharges",
  StatusControl: "ModifyKafkaRecharge",
  PreviewType: "PreviewKafkaRecharge",
};
