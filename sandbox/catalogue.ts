/** What there is to play with: regions, log topics, CKafka instances and messages. All of it made up. */
import { ApiError } from "./envelope.ts";

export const regions = [
  "ap-bangkok",
  "ap-beijing",
  "ap-beijing-fsi",
  "ap-chengdu",
  "ap-chongqing",
  "ap-guangzhou",
  "ap-hongkong",
  "ap-jakarta",
  "ap-nanjing",
  "ap-seoul",
  "ap-shanghai",
  "ap-shanghai-fsi",
  "ap-shenzhen-fsi",
  "ap-singapore",
  "ap-tokyo",
  "eu-frankfurt",
  "na-ashburn",
  "na-siliconvalley",
  "sa-saopaulo",
];

export interface LogTopic {
  id: string;
  name: string;
  logsetId: string;
  logsetName: string;
  /** Undefined: in every region. */
  region?: string;
}

const demo = { logsetId: "cce2db26-0000-43f3-ae7d-3502a4b424fd", logsetName: "demo" };
const shop = { logsetId: "5d1c3a77-0000-4c1e-9b52-77d20c0a1f10", logsetName: "shop" };

const logTopics: LogTopic[] = [
  { id: "b53fe5be-7ee3-4031-8043-5a73bad4f572", name: "app-logs", ...demo },
  { id: "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a", name: "nginx-access", ...demo, region: "ap-guangzhou" },
  { id: "7e2b9d40-3c61-4f0e-8a15-6b7c8d9e0f12", name: "orders", ...shop, region: "ap-guangzhou" },
  { id: "c4d81a2f-6b39-4e7d-a0f4-2d3c4b5a6978", name: "订单日志", ...shop, region: "ap-shanghai" },
  { id: "f1e2d3c4-b5a6-4978-8695-a4b3c2d1e0f9", name: "orders", ...shop, region: "ap-singapore" },
];

export interface KafkaInstance {
  id: string;
  name: string;
  topics: string[];
  groups: string[];
  /** What CheckRechargeKafkaServer says about it: 0 is fine. */
  check: number;
  region?: string;
}

const instances: KafkaInstance[] = [
  {
    id: "ckafka-2vrgxbxa",
    name: "demo",
    topics: ["app-logs", "app-audit", "nginx-access", "orders"],
    groups: ["cls-app-logs", "billing"],
    check: 0,
  },
  {
    id: "ckafka-8kq3mn5w",
    name: "shop",
    topics: ["orders", "payments"],
    groups: ["cls-orders"],
    check: 0,
    region: "ap-guangzhou",
  },
  { id: "ckafka-norole00", name: "CLS not authorised", topics: ["orders"], groups: [], check: -3 },
  { id: "ckafka-noperm00", name: "no permission", topics: ["orders"], groups: [], check: -6 },
];

/** A self-built Kafka that cannot be reached, and credentials that it refuses. */
export const unreachableHost = "unreachable.example.com";
export const refusedUser = "wrong";

const messages = new Map([
  [
    "app-logs",
    '{"ts":"2026-01-05 10:15:30.123","level":"INFO","message":"order placed","context":{"order":"A-1001","amount":42}}',
  ],
  ["app-audit", '{"ts":"2026-01-05 10:15:31.004","user":"alice","action":"login","context":{"ip":"192.0.2.10"}}'],
  ["nginx-access", '192.0.2.10 - - [05/Jan/2026:10:15:30 +0800] "GET /index.html HTTP/1.1" 200 612'],
  ["orders", '{"id":"A-1001","total":42.5,"paid":true}'],
  ["payments", "A-1001,42.50,CNY,2026-01-05 10:15:32"],
]);

/** The newest message of a Kafka topic. */
export function message(kafkaTopic: string): string {
  return messages.get(kafkaTopic) ?? `a message of ${kafkaTopic}`;
}

export function topicsIn(region: string): LogTopic[] {
  return logTopics.filter((topic) => (topic.region ?? region) === region);
}

/** Those of the region's log topics, with how many of them each has. */
export function logsetsIn(region: string): { id: string; name: string; topics: number }[] {
  const topics = topicsIn(region);
  return [demo, shop]
    .map(({ logsetId: id, logsetName: name }) => {
      return { id, name, topics: topics.filter(({ logsetId }) => logsetId === id).length };
    })
    .filter((logset) => logset.topics > 0);
}

/** @throws ApiError ResourceNotFound.TopicNotExist: log topics belong to a region */
export function requireTopic(region: string, id: string): void {
  if (topicsIn(region).some((topic) => topic.id === id)) return;
  throw new ApiError("ResourceNotFound.TopicNotExist", "The log topic does not exist.", "日志主题不存在。");
}

export function instancesIn(region: string): KafkaInstance[] {
  return instances.filter((instance) => (instance.region ?? region) === region);
}

export function findInstance(region: string, id: string | undefined): KafkaInstance | undefined {
  return instancesIn(region).find((instance) => instance.id === id);
}
