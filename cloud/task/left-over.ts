/**
 * Fields that a task has and its file lacks. What ModifyKafkaRecharge does with a parameter that is left out is not
 * documented (614/56110), so a modify says everything: what the file has, and for the rest that it is unset.
 */
import { isObject } from "../../document/effective.ts";
import type { Fields } from "../operation/operation.ts";
import { asObject, isEmpty } from "./fields.ts";

/** What a task shows for a field it was never given: the official example of DescribeKafkaRecharges (614/56111). */
export const UNSET = {
  KafkaInstance: "",
  ServerAddr: "",
  IsEncryptionAddr: false,
  ConsumerGroupName: "",
  Protocol: { Protocol: "", Mechanism: "", UserName: "" },
  LogRechargeRule: {
    LogRegex: "",
    UnMatchLogSwitch: false,
    UnMatchLogKey: "",
    UnMatchLogTimeSrc: 0,
    DefaultTimeSrc: 0,
    TimeKey: "",
    TimeRegex: "",
    TimeFormat: "",
    TimeZone: "UTC+08:00",
    Metadata: [],
    Keys: [],
    ParseArray: false,
    Delimiter: "",
    JsonExpand: { Switch: false },
  },
} as const satisfies Fields;

/**
 * The fields that the task has beyond those of a file, each with the value that unsets it.
 * @param fields without members that count as absent
 */
export function leftOver(fields: Fields, task: Fields): Fields {
  return beyond(fields, task, UNSET);
}

/** Fields of a task that its file lacks and no value unsets. */
export function stuck(fields: Fields, task: Fields): string[] {
  return fields.UserKafkaMeta === undefined && asObject(task.UserKafkaMeta).KafkaVersion ? ["UserKafkaMeta"] : [];
}

/** The fields of a file, and all else unset: the body of a modify. */
export function complete(fields: Fields, task: Fields): Fields {
  const left = leftOver(fields, task);
  const { Protocol, LogRechargeRule } = left;
  // A password is never listed; it goes with its user.
  const password = asObject(Protocol).UserName === "" ? { Protocol: { Password: "" } } : {};
  // `Fields` takes one name at least, even when switched off.
  const { JsonExpand } = asObject(task.LogRechargeRule);
  const { Fields: names } = asObject(JsonExpand);
  const expand = asObject(LogRechargeRule).JsonExpand ? { LogRechargeRule: { JsonExpand: { Fields: names } } } : {};
  return [left, password, expand].reduce(merge, fields);
}

/** Members of both, objects member by member; the second's value where both have one. */
export function merge(fields: Fields, more: Fields): Fields {
  const all: Record<string, unknown> = { ...fields };
  for (const [name, value] of Object.entries(more)) {
    all[name] = isObject(value) ? merge(asObject(all[name]), value) : value;
  }
  return all;
}

function beyond(fields: Fields, task: Fields, unset: Fields): Fields {
  const left: Record<string, unknown> = {};
  for (const [name, empty] of Object.entries(unset)) {
    if (isObject(empty)) {
      const inner = beyond(asObject(fields[name]), asObject(task[name]), empty);
      if (Object.keys(inner).length > 0) left[name] = inner;
    } else if (fields[name] === undefined && !isEmpty(task[name]) && task[name] !== empty) left[name] = empty;
  }
  return left;
}
