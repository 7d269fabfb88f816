import type { Formatter } from "./report.ts";

export const formatJson: Formatter = ({ files }) =>
  `${JSON.stringify(
    files.flatMap(({ findings }) => findings),
    undefined,
    2,
  )}\n`;
