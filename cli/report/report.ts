import type { FileFindings } from "../findings.ts";

/** The values of `validate --format`. */
export const FORMATS = ["text", "json", "sarif", "github"] as const;
export type Format = (typeof FORMATS)[number];

/** What a formatter is given: the files with findings, in the order they were named, and how many were looked at. */
export interface Report {
  files: FileFindings[];
  checked: number;
}

/** Turns a report into everything that goes to standard output, final line end included. */
export type Formatter = (report: Report) => string;
