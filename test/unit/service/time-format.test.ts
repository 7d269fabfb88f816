import { describe, expect, it } from "vitest";
import {
  directives,
  isLetterPattern,
  translateDirectives,
  translateLetters,
} from "../../../server/src/service/time-format.ts";

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
