/** The official SDK as a client of the sandbox. */
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import type { Sandbox } from "../../../sandbox/server.ts";

export const versions = { cls: "2020-10-16", ckafka: "2019-08-19", sts: "2018-08-13" };

export interface ClientOptions {
  product?: keyof typeof versions;
  region?: string;
  version?: string;
  secretId?: string;
  secretKey?: string;
  token?: string;
  language?: "zh-CN" | "en-US";
}

export function sdk(sandbox: Sandbox, options: ClientOptions = {}): CommonClient {
  const { product = "cls", region = "ap-guangzhou", version = versions[product], language, ...credential } = options;
  return new CommonClient(`127.0.0.1:${sandbox.port}`, version, {
    credential: { ...sandbox.credentials, ...credential },
    region,
    profile: { httpProfile: { protocol: "http://" }, ...(language && { language }) },
  });
}

/** The example of the API's documentation. */
export const example = {
  TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  Name: "testname",
  KafkaType: 1,
  ServerAddr: "192.168.0.1:9095",
  IsEncryptionAddr: true,
  UserKafkaTopics: "topic-1212123123,topic-sadf5r32f3ww",
  ConsumerGroupName: "consumer-group-name",
  Offset: -1,
  LogRechargeRule: {
    DefaultTimeSrc: 0,
    DefaultTimeSwitch: true,
    EncodingFormat: 0,
    RechargeType: "minimalist_log",
    UnMatchLogKey: "LogParseFailure",
    UnMatchLogSwitch: true,
    UnMatchLogTimeSrc: 0,
  },
  Protocol: { Protocol: "plaintext" },
};
