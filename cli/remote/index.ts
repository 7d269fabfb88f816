/** Commands that reach the cloud, or the sandbox in its place: a bundle of their own, so that the others start without it. */
export { apply } from "./apply.ts";
export { change } from "./change.ts";
export { check } from "./check-connection.ts";
export { exportTasks } from "./export.ts";
export { importTasks } from "./import.ts";
export { preview } from "./preview.ts";
export { recoverAll } from "./recover.ts";
export { startSandbox } from "./sandbox.ts";
export { diff, status } from "./status.ts";
export { submit } from "./submit.ts";
