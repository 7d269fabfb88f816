import { describe, expect, it } from "vitest";
import {
  directives,
  isLetterPattern,
  translateDirectives,
  translateLetters,
} from "../../../server/src/service/time/format.ts";
import { sampleOf } from "../../../server/src/service/time/sample.ts";

/** Every directive of the table in "Configuring Time Format". */
const TABLE = "aAbBhdeHIjmMnprRSftyYCuUWwsFz";

describe("directives", () => {
  it("are those that CLS lists, and no others", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const known = letters.filter((letter) => directives(`%${letter}`)[0]?.known);
    expect(known.sort()).toEqual([...TABLE].sort());
  });

  it("have a place, and are known without padding and width only", () => {
    expect(directives("a %Y-%3N %% %")).toEqual([
      { text: "%Y", offset: 2, known: true },
      { text: "%3N", offset: 5, known: false },
      { text: "%%", offset: 9, known: false },
      { text: "%", offset: 12, known: false },
    ]);
  });

  it.each([
    ["%Y-%m-%dT%T.%L%Z", "%Y-%m-%dT%H:%M:%S.%f%z"],
    ["%-d/%b/%Y", "%d/%b/%Y"],
    ["%Q", "%F"],
    ["%c", undefined],
    ["100%", undefined],
  ])("of other tools are translated: %s", (format, expected) => {
    expect(translateDirectives(format)).toBe(expected);
  });
});

describe("a sample", () => {
  const time = new Date(2019, 7, 6, 14, 2, 9, 5);

  it.each([
    ["%Y-%m-%d %H:%M:%S.%f", "2019-08-06 14:02:09.005"],
    ["%A, %d-%b-%y %I:%M %p", "Tuesday, 06-Aug-19 02:02 PM"],
    ["%a %h %e %R|%r|%B", "Tue Aug  6 14:02|02:02:09 PM|August"],
    ["%C%n%t%u%w %j", "20\n\t22 218"],
    ["%s %F", `${time.getTime() / 1000 - 0.005} ${time.getTime()}`],
    ["%U %W", "31 31"],
    ["100% %q", "100% %q"],
  ])("of %j", (format, expected) => {
    expect(sampleOf(format, time)).toBe(expected);
  });

  it.each([
    [new Date(2023, 0, 1), "01 00 001"],
    [new Date(2023, 11, 31), "53 52 365"],
    [new Date(2024, 11, 31), "52 53 366"],
  ])("of the weeks of a year's ends: %s", (end, expected) => {
    expect(sampleOf("%U %W %j", end)).toBe(expected);
  });

  it("of every directive is another text", () => {
    for (const letter of TABLE) expect(sampleOf(`%${letter}`, time)).not.toContain("%");
    expect(sampleOf("%z", time)).toMatch(/^[+-]\d{4}$/);
  });
});

describe("patterns of Java and Moment", () => {
  it.each([
    ["yyyy-MM-dd HH:mm:ss", "%Y-%m-%d %H:%M:%S"],
    ["YYYY-MM-DD hh:mm:ss A", "%Y-%m-%d %I:%M:%S %p"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "%Y-%m-%dT%H:%M:%S.%f%z"],
    ["YYYY-MM-DDTHH:mm:ss.SSSZ", "%Y-%m-%dT%H:%M:%S.%f%z"],
    ["dd/MMM/yyyy:HH:mm:ss Z", "%d/%b/%Y:%H:%M:%S %z"],
    ["EEEE, dd-MMM-yy HH:mm:ss z", "%A, %d-%b-%y %H:%M:%S %z"],
    ["yyyy-ww", undefined],
  ])("are recognised and translated: %s", (pattern, expected) => {
    expect(isLetterPattern(pattern)).toBe(true);
    expect(translateLetters(pattern)).toBe(expected);
  });

  it.each([["%Y-%m-%d"], ["time"], [""]])("are not seen in %j", (format) => {
    expect(isLetterPattern(format)).toBe(false);
  });
});
