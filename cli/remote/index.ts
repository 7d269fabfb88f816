/**
 * Commands that reach the cloud, or the sandbox in its place: a bundle of their own, so that the others start without it.
 * Each module is run when it is wanted, so that no command waits for what only others need.
 */
export const remote = {
  apply: () => import("./apply.ts"),
  change: () => import("./change.ts"),
  checkConnection: () => import("./check-connection.ts"),
  export: () => import("./export.ts"),
  import: () => import("./import.ts"),
  preview: () => import("./preview.ts"),
  recover: () => import("./recover.ts"),
  sandbox: () => import("./sandbox.ts"),
  status: () => import("./status.ts"),
  submit: () => import("./submit.ts"),
};
