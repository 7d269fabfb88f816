/** Commands that reach the cloud, or the sandbox in its place: a bundle of their own, so that the others start without it. */
export { recoverAll } from "./recover.ts";
export { startSandbox } from "./sandbox.ts";
export { submit } from "./submit.ts";
