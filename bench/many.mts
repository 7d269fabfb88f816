/** Folders of task files to check: one in five is wrong, in one of four ways, the first among them. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Task = Record<string, unknown>;

/** What makes a file wrong. The first two any validator can see with the schema, the others take more than a schema. */
const MISTAKES: ((text: string) => string)[] = [
  // KafkaInstance is required because KafkaType is 0.
  (text) => text.replace(/ {2}"KafkaInstance".*\n/, ""),
  // No such mode.
  (text) => text.replace('"fullregex_log"', '"regex_log"'),
  // One name more than the pattern has groups.
  (text) => text.replace('"Keys": [', '"Keys": ["host", '),
  // Twice in one object: readers disagree which one counts.
  (text) => text.replace('  "Offset"', '  "Offset": -2,\n  "Offset"'),
];

/** As in a repository: some teams, each with a folder and a format of logs of its own. */
const TEAMS = 16;

/**
 * A new folder with so many files.
 * @param formats how many formats of logs there are: as many as files, and no two files are alike
 * @returns its path and how many of the files are wrong
 */
export function folderOf(count: number, formats = TEAMS): { folder: string; wrong: number } {
  const folder = mkdtempSync(join(tmpdir(), "recharge-bench-"));
  const wrong = Math.ceil(count / 5);
  for (let index = 0; index < count; index++) {
    const text = `${JSON.stringify(task(index, index % formats), undefined, 2)}\n`;
    const mistake = index % 5 === 0 ? MISTAKES[(index / 5) % MISTAKES.length] : undefined;
    const place = join(folder, `team-${index % TEAMS}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `task-${index}.recharge.json`), mistake?.(text) ?? text);
  }
  return { folder, wrong };
}

/** No two share what two tasks must not share. */
export function task(index: number, format = 0): Task {
  return {
    Region: "ap-guangzhou",
    TopicId: `b53fe5be-7ee3-4031-8043-${index.toString(16).padStart(12, "0")}`,
    Name: `access-logs-${index}`,
    KafkaType: 0,
    KafkaInstance: "ckafka-2vrgxbxa",
    UserKafkaTopics: `access-${index}`,
    ConsumerGroupName: `cls-access-${index}`,
    Offset: -1,
    LogRechargeRule: {
      RechargeType: "fullregex_log",
      EncodingFormat: 0,
      DefaultTimeSwitch: false,
      LogRegex: `^(\\S+) \\[([^\\]]+)\\] "([A-Z]+) (\\S+)" (\\d{3}) v${format} (\\S+)$`,
      Keys: ["address", "time", "method", "path", "status", `field_${format}`],
      TimeKey: "time",
      TimeFormat: "%d/%b/%Y:%H:%M:%S %z",
      TimeZone: "UTC+08:00",
      UnMatchLogSwitch: true,
      UnMatchLogKey: "LogParseFailure",
      UnMatchLogTimeSrc: 0,
    },
  };
}
