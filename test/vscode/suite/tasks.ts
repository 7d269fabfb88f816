/** Task files that the API takes. */

export const topic = "b53fe5be-7ee3-4031-8043-5a73bad4f572";

/** A file of the simplest kind, with a comment that must survive. */
export const taskText = (name: string) => `{
  // kept
  "Region": "ap-guangzhou",
  "TopicId": "${topic}",
  "Name": "${name}",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

export const idIn = (text: string) => /"Id": "([^"]+)"/.exec(text)?.[1];
