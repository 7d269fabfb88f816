/** What people get wrong: each is reported, at the field it is about, with the reason. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { diagnose, parseFixture } from "./fixtures.ts";

beforeAll(loadRegexEngine);

const task = {
  TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  Name: "orders",
  KafkaType: 1,
  ServerAddr: "broker.example.com:9093",
  IsEncryptionAddr: true,
  UserKafkaTopics: "orders,payments",
  Offset: -1,
  Protocol: {
    Protocol: "sasl_ssl",
    Mechanism: "SCRAM-SHA-512",
    UserName: "cls",
    Password: "${secret:kafka}",
  },
  LogRechargeRule: {
    RechargeType: "fullregex_log",
    EncodingFormat: 0,
    DefaultTimeSwitch: false,
    LogRegex: "(\\S+) (\\S+) (.*)",
    Keys: ["time", "level", "message"],
    TimeKey: "time",
    TimeFormat: "%Y-%m-%dT%H:%M:%S",
    TimeZone: "UTC+08:00",
    UnMatchLogSwitch: true,
    UnMatchLogKey: "LogParseFailure",
  },
};
const text = JSON.stringify(task, undefined, 2);

/** What somebody typed instead of what, the rule, the text it is reported at, and what the message says. */
const mistakes: [what: string, instead: string, typed: string, rule: string, at: string, why: RegExp][] = [
  [
    "forgets the log topic",
    '  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",\n',
    "",
    "R01",
    '"Name"',
    /`TopicId` is always required/,
  ],
  ["leaves the name empty", '"orders",\n', '"",\n', "R01", '"Name": ""', /`Name` .*must not be empty/],
  [
    "takes the other kind of Kafka",
    '"KafkaType": 1',
    '"KafkaType": 0',
    "R05",
    '"KafkaType": 0',
    /`KafkaInstance` is required because `KafkaType` is 0 \(Tencent Cloud CKafka\)/,
  ],
  [
    "forgets the address",
    '"ServerAddr": "broker.example.com:9093"',
    '"ServerAddr": ""',
    "R07",
    '"ServerAddr": ""',
    /required .* because `KafkaType` is 1/,
  ],
  [
    "forgets the encryption switch",
    '  "IsEncryptionAddr": true,\n',
    "",
    "R08",
    '"KafkaType": 1',
    /`IsEncryptionAddr` is required because `KafkaType` is 1/,
  ],
  ["quotes a number", '"KafkaType": 1', '"KafkaType": "1"', "R48", '"1"', /must be an integer, not a string.*1\?/],
  [
    "quotes a switch",
    '"IsEncryptionAddr": true',
    '"IsEncryptionAddr": "true"',
    "R48",
    '"true"',
    /must be true or false/,
  ],
  [
    "writes topics as a list",
    '"orders,payments"',
    '["orders", "payments"]',
    "R43",
    '["orders", "payments"]',
    /must be a string, not a list/,
  ],
  ["separates topics by a full-width comma", "orders,payments", "orders，payments", "R42", "，", /half-width commas/],
  ["puts a blank after the comma", "orders,payments", "orders, payments", "R42", " payments", /blanks around/],
  ["ends the list with a comma", "orders,payments", "orders,payments,", "R42", ",", /topic name is missing/],
  ["uses an offset of Kafka", '"Offset": -1', '"Offset": 0', "R04", "0", /-2 \(earliest\), -1 \(latest\)/],
  ["names the offset", '"Offset": -1', '"Offset": "latest"', "R48", '"latest"', /must be an integer.*-1\?/],
  ["writes a key in lower case", '"Offset": -1', '"offset": -1', "R49", '"offset"', /Did you mean `Offset`/],
  [
    "pastes a key from Terraform",
    '"UnMatchLogKey"',
    '"un_match_log_key"',
    "R49",
    '"un_match_log_key"',
    /Did you mean `UnMatchLogKey`/,
  ],
  [
    "pastes a key of another import",
    '"UnMatchLogSwitch"',
    '"UnMatchUpLoadSwitch"',
    "R49",
    '"UnMatchUpLoadSwitch"',
    /Did you mean `UnMatchLogSwitch`/,
  ],
  [
    "puts a key one level too high",
    '"Offset": -1',
    '"Offset": -1,\n  "Metadata": ["kafka_topic"]',
    "R49",
    '"Metadata"',
    /into `LogRechargeRule`/,
  ],
  [
    "follows the typo of the documentation",
    '"fullregex_log"',
    '"full_regex_log"',
    "R54",
    '"full_regex_log"',
    /"fullregex_log"\?/,
  ],
  ["abbreviates the mode", '"fullregex_log"', '"json"', "R54", '"json"', /"json_log"\?/],
  ["writes the protocol in upper case", '"sasl_ssl"', '"SASL_SSL"', "R56", '"SASL_SSL"', /"sasl_ssl"\?/],
  [
    "forgets the mechanism",
    '    "Mechanism": "SCRAM-SHA-512",\n',
    "",
    "R14",
    '"Protocol": "sasl_ssl"',
    /`Mechanism` is required because `Protocol` is "sasl_ssl"/,
  ],
  [
    "leaves a user where none is needed",
    '"sasl_ssl"',
    '"plaintext"',
    "R15",
    '"UserName": "cls"',
    /no effect because `Protocol` is "plaintext"/,
  ],
  ["writes the password down", "${secret:kafka}", "example", "R53", '"example"', /for everybody to read/],
  [
    "writes half of it down",
    "${secret:kafka}",
    "ex${secret:kafka}",
    "R53",
    '"ex${secret:kafka}"',
    /A part of the password/,
  ],
  ["mistypes a placeholder", "${secret:kafka}", "${SECRET:kafka}", "R75", "${SECRET:kafka}", /placeholders are/],
  ["names a time zone", '"UTC+08:00"', '"Asia/Shanghai"', "R41", '"Asia/Shanghai"', /"UTC\+08:00"\?/],
  ["shortens a time zone", '"UTC+08:00"', '"UTC+8"', "R41", '"UTC+8"', /"UTC\+08:00"\?/],
  [
    "takes Java's time format",
    "%Y-%m-%dT%H:%M:%S",
    "yyyy-MM-dd HH:mm:ss",
    "R63",
    '"yyyy-MM-dd HH:mm:ss"',
    /%Y-%m-%d %H:%M:%S/,
  ],
  ["takes a directive of strftime", "%H:%M:%S", "%T", "R62", "%T", /not among the directives/],
  [
    "forgets the time format",
    '    "TimeFormat": "%Y-%m-%dT%H:%M:%S",\n',
    "",
    "R19",
    '"DefaultTimeSwitch": false',
    /`TimeFormat` is required because `DefaultTimeSwitch` is false/,
  ],
  [
    "names a time field that is not extracted",
    '"TimeKey": "time"',
    '"TimeKey": "ts"',
    "R64",
    '"ts"',
    /not among `Keys`: time, level, message/,
  ],
  [
    "names too few fields",
    '"level",\n      ',
    "",
    "R30",
    '"Keys"',
    /Capture groups.*: 3, names.*: 2\..* \(1\) time, \(2\) message, \(3\) \?/,
  ],
  ["forgets the names", '"Keys"', '"Metadata"', "R28", '"RechargeType": "fullregex_log"', /`Keys` is required because/],
  [
    "escapes twice",
    "(\\\\S+) (\\\\S+) (.*)",
    "(\\\\\\\\S+) (\\\\\\\\S+) (.*)",
    "R61",
    '"(\\\\\\\\S+) (\\\\\\\\S+) (.*)"',
    /doubled once too often/,
  ],
  ["forgets a parenthesis", "(.*)", "(.*", "R59", '"(\\\\S+) (\\\\S+) (.*"', /closing parenthesis is missing/],
  ["looks ahead", "(.*)", "(.*)(?= end)", "R60", '"(\\\\S+) (\\\\S+) (.*)(?= end)"', /look-around/],
  [
    "puts a scheme before the address",
    "broker.example.com",
    "kafka://broker.example.com",
    "R65",
    "kafka://broker.example.com:9093",
    /kafka:\/\//,
  ],
  ["forgets the port", "broker.example.com:9093", "broker.example.com", "R65", "broker.example.com", /has no port/],
  [
    "types the colon in Chinese",
    "broker.example.com:9093",
    "broker.example.com：9093",
    "R65",
    "broker.example.com：9093",
    /half-width colon/,
  ],
  [
    "takes the topic's name for its ID",
    "b53fe5be-7ee3-4031-8043-5a73bad4f572",
    "orders-log",
    "R66",
    '"orders-log"',
    /UUID/,
  ],
  [
    "clears a field with null",
    '"orders",\n',
    '"orders",\n  "ConsumerGroupName": null,\n',
    "R50",
    '"ConsumerGroupName": null',
    /will not be sent/,
  ],
  ["copies a zero-width space", '"orders",\n', '"or\u200bders",\n', "R68", "\u200b", /U\+200B/],
  [
    "mistypes the region",
    '"KafkaType"',
    '"Region": "ap-guanzhou",\n  "KafkaType"',
    "R72",
    '"ap-guanzhou"',
    /documented regions/,
  ],
  ["leaves a comma at the end", '"LogParseFailure"', '"LogParseFailure",', "syntax", ",", /Nothing follows this comma/],
  ["repeats a key", '"KafkaType": 1', '"KafkaType": 1,\n  "KafkaType": 0', "duplicate-key", '"KafkaType"', /twice/],
];

describe("somebody who", () => {
  it("makes no mistake is not bothered", () => {
    expect(diagnose(parseFixture("file:///orders.recharge.json", text))).toEqual([]);
  });

  it.each(mistakes)("%s", (_what, instead, typed, rule, at, why) => {
    expect(text).toContain(instead);
    const fixture = parseFixture(
      "file:///orders.recharge.json",
      text.replace(instead, () => typed),
    );
    const found = diagnose(fixture).filter(({ code }) => code === rule);
    const places = found.map(({ range, message }) => [fixture.textDocument.getText(range), message]);
    expect(places).toContainEqual([at, expect.stringMatching(why)]);
  });
});
