/** The task files to measure with: made the same at every run. */

/** Thirty lines. One field is missing: `KafkaInstance`, because `KafkaType` is 0. */
export const small = file({ keys: [] });

/** A megabyte, as a task that takes very many fields apart: 4,000 names of 250 characters. The same field is missing. */
export const large = file({
  keys: Array.from({ length: 4000 }, (_, index) => `field_${index}_`.padEnd(250, "abcdefghij")),
});

function file({ keys }: { keys: string[] }): string {
  const body = {
    Region: "ap-guangzhou",
    TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
    Name: "app-logs",
    KafkaType: 0,
    UserKafkaTopics: "app-logs,app-audit",
    ConsumerGroupName: "cls-app-logs",
    LogRechargeRule: {
      RechargeType: "delimiter_log",
      Delimiter: "|",
      Keys: ["time", "level", "message", ...keys],
      EncodingFormat: 0,
      DefaultTimeSwitch: false,
      TimeKey: "time",
      TimeFormat: "%Y-%m-%d %H:%M:%S",
      TimeZone: "UTC+08:00",
      UnMatchLogSwitch: true,
      UnMatchLogKey: "LogParseFailure",
      UnMatchLogTimeSrc: 0,
      Metadata: ["kafka_topic"],
    },
    Offset: -1,
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

/** Where the digit of `Offset` is: typing 7 makes it wrong, typing 1 makes it right. */
export function digit(text: string): { line: number; character: number } {
  const lines = text.split("\n");
  const line = lines.findIndex((one) => one.includes('"Offset"'));
  return { line, character: (lines[line] ?? "").indexOf("-1") + 1 };
}
