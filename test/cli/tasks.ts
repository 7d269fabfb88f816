/** Task files in a folder of their own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./run.ts";

const TASK = `{
  // Kept as it is.
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "NAME",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "ConsumerGroupName": "group-NAME",
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

export function task(name: string): string {
  return TASK.replaceAll("NAME", name);
}

/** A new folder with valid tasks, one `<name>.recharge.json` each. */
export function tasks(...names: string[]): string {
  const path = folder();
  for (const name of names) writeFileSync(join(path, `${name}.recharge.json`), task(name));
  return path;
}

export function read(path: string, name: string): string {
  return readFileSync(join(path, `${name}.recharge.json`), "utf8");
}

/** What a file is to be once its task is created. */
export function withId(text: string, id: string | null | undefined): string {
  return text.replace("{\n", `{\n  "Id": "${id}",\n`);
}
