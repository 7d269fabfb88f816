/** What the window says, in the language it speaks. */
import { globSync, readFileSync } from "node:fs";

export const languages = ["en", "zh-cn"] as const;
export type Language = (typeof languages)[number];

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
const titles = { en: read("package.nls.json"), "zh-cn": read("package.nls.zh-cn.json") };
const chinese: Record<string, string> = Object.assign({}, ...globSync("l10n/*.zh-cn.json").map(read));

export interface Speech {
  /** A text of ours up to its first gap, found by its English beginning. */
  text(english: string): string;
  /** As the palette lists it. @param command without "recharge." */
  title(command: string): string;
}

export function speech(language: Language): Speech {
  return {
    text(english) {
      const keys = Object.keys(chinese);
      const whole = keys.find((key) => key === english) ?? keys.find((key) => key.startsWith(english));
      if (whole === undefined) throw new Error(`No such text: ${english}`);
      return (language === "en" ? english : (chinese[whole] ?? "")).split("{")[0] ?? "";
    },
    title: (command) => `Recharge: ${titles[language][`command.${command}`]}`,
  };
}
