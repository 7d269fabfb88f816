/** What a task file is called. */
export const TASK_FILE_SUFFIX = ".recharge.json";

/** The glob pattern of all that are below a folder. */
export const TASK_FILES = `**/*${TASK_FILE_SUFFIX}`;

/** Whether a path, URI or bare name is that of a task file. Windows and macOS do not mind letter case, so neither do we. */
export function isTaskFile(path: string): boolean {
  return path.toLowerCase().endsWith(TASK_FILE_SUFFIX);
}
