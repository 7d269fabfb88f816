/**
 * The parameters of a Kafka import task and their values.
 * Source: the documentation of CreateKafkaRecharge, LogRechargeRuleInfo, KafkaProtocolInfo, JsonExpandInfo and
 * UserKafkaMeta (API 2020-10-16).
 */
import { invalidValue } from "./envelope.ts";
import { type Check, flag, list, object, oneOf, text } from "./parameters.ts";

interface Protocol {
  Protocol?: string;
  Mechanism?: string;
  UserName?: string;
  Password?: string;
}

export interface JsonExpand {
  Switch: boolean;
  Fields: string[];
  DropOriginal?: boolean;
  ConflictPolicy?: string;
}

export interface LogRechargeRule {
  RechargeType: string;
  EncodingFormat: number;
  DefaultTimeSwitch: boolean;
  LogRegex?: string;
  UnMatchLogSwitch?: boolean;
  UnMatchLogKey?: string;
  UnMatchLogTimeSrc?: number;
  DefaultTimeSrc?: number;
  TimeKey?: string;
  TimeRegex?: string;
  TimeFormat?: string;
  TimeZone?: string;
  Metadata?: string[];
  Keys?: string[];
  ParseArray?: boolean;
  Delimiter?: string;
  JsonExpand?: JsonExpand;
}

/** Where the data comes from: what Create, Modify, Preview and Check have in common. */
export interface Source {
  KafkaType: number;
  KafkaInstance?: string;
  ServerAddr?: string;
  IsEncryptionAddr?: boolean;
  Protocol?: Protocol;
  UserKafkaMeta?: { KafkaVersion: string };
}

export interface KafkaRecharge extends Source {
  TopicId: string;
  Name: string;
  UserKafkaTopics: string;
  Offset: number;
  LogRechargeRule: LogRechargeRule;
  ConsumerGroupName?: string;
}

/** Hours and minutes east, then west; which prefix has which is documented value by value. */
const offsets = {
  GMT: `-12:00 -11:00 -10:00 -09:30 -09:00 -08:00 -07:00 -06:00 -05:00 -04:00 -03:30 -03:00 -02:00 -01:00 +00:00 +01:00
    +02:00 +03:30 +04:00 +04:30 +05:00 +05:30 +05:45 +06:00 +06:30 +07:00 +08:00 +09:00 +09:30 +10:00 +10:30 +11:00
    +11:30 +12:00 +12:45 +13:00 +14:00`,
  UTC: `-12:00 -11:00 -10:00 -09:00 -08:00 -07:00 -06:00 -05:00 -04:30 -04:00 -03:30 -03:00 -02:00 -01:00 +00:00 +01:00
    +02:00 +03:00 +03:30 +04:00 +04:30 +05:00 +05:45 +06:00 +06:30 +07:00 +08:00 +09:00 +09:30 +10:00 +11:00 +12:00
    +13:00`,
};
const timeZones = Object.entries(offsets).flatMap(([prefix, list]) => list.split(/\s+/).map((zone) => prefix + zone));

const expandedFields: Check = (value, name) => {
  list(text, 3)(value, name);
  const fields = value as string[];
  if (fields.some((field) => field === "" || field.length > 128) || new Set(fields).size < fields.length) {
    throw invalidValue(
      name,
      "1 to 3 different names of 1 to 128 characters",
      "应为 1 至 3 个互不相同、长度 1 至 128 的字段名",
    );
  }
};

const rule = object(
  {
    // delimiter_log is missing in the list of values, but Keys and Delimiter are documented for it.
    RechargeType: oneOf("json_log", "minimalist_log", "fullregex_log", "delimiter_log"),
    EncodingFormat: oneOf(0, 1),
    DefaultTimeSwitch: flag,
  },
  {
    LogRegex: text,
    UnMatchLogSwitch: flag,
    UnMatchLogKey: text,
    UnMatchLogTimeSrc: oneOf(0, 1),
    DefaultTimeSrc: oneOf(0, 1),
    TimeKey: text,
    TimeRegex: text,
    TimeFormat: text,
    TimeZone: oneOf(...timeZones),
    Metadata: list(oneOf("kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp")),
    Keys: list(text),
    ParseArray: flag,
    Delimiter: text,
    JsonExpand: object(
      { Switch: flag, Fields: expandedFields },
      { DropOriginal: flag, ConflictPolicy: oneOf("keep_outer", "keep_inner") },
    ),
  },
);

const kafkaTopics: Check = (value, name) => {
  text(value, name);
  if (value === "") return;
  const topics = String(value).split(",");
  if (topics.length > 100) throw invalidValue(name, "at most 100 topics", "最多 100 个主题");
  if (topics.some((topic) => topic.trim() === "" || topic.includes("，"))) {
    throw invalidValue(name, "topic names separated by half-width commas", "多个主题之间使用半角逗号隔开");
  }
};

export const sourceFields = {
  KafkaType: oneOf(0, 1),
  KafkaInstance: text,
  ServerAddr: text,
  IsEncryptionAddr: flag,
  Protocol: object(
    {},
    {
      Protocol: oneOf("plaintext", "sasl_plaintext", "sasl_ssl", "ssl"),
      Mechanism: oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
      UserName: text,
      Password: text,
    },
  ),
  UserKafkaMeta: object({
    KafkaVersion: oneOf("0.10.2.0", "1.0.0", "2.0.0", "2.2.0", "2.4.0", "2.6.0", "2.7.0", "2.8.0", "3.0.0", "3.2.0"),
  }),
};

export const taskFields = {
  ...sourceFields,
  TopicId: text,
  Name: text,
  UserKafkaTopics: kafkaTopics,
  Offset: oneOf(-2, -1),
  ConsumerGroupName: text,
  LogRechargeRule: rule,
};
