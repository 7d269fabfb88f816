import { expect, it } from "vitest";
import { localeOf } from "../../../document/locale.ts";

it.each(["zh", "zh-cn", "zh-CN", "zh_CN", "zh_CN.UTF-8", "zh_SG.GBK@x", "zh.UTF-8", "zh-Hans", "zh-hans-HK", "zh-MY"])(
  "%s reads Simplified Chinese",
  (name) => expect(localeOf(name)).toBe("zh-cn"),
);

it.each(["", "C", "C.UTF-8", "en_US.UTF-8", "zha", "zh-tw", "zh_TW.UTF-8", "zh-HK", "zh_MO", "zh-Hant", "zh-Hant-CN"])(
  "%j reads English",
  (name) => expect(localeOf(name)).toBe("en"),
);
