/** Commands that need the language service: a bundle of their own, so that the others start without it. */
export { explain } from "./explain.ts";
export { fixFiles } from "./fix.ts";
export { formatFiles } from "./format.ts";
export { init } from "./init.ts";
export { validate } from "./validate.ts";
