/** The errors a command may throw: everything else is a defect and is shown as one. */
import * as vscode from "vscode";

/** A person closed a prompt: nothing more to say. */
export class UserCancelledError extends Error {
  override name = "UserCancelledError";
  constructor() {
    super("Cancelled");
  }
}

/** A button under an error message. */
export interface ErrorAction {
  title: string;
  run(): unknown;
}

/** A button that runs a command. */
export function command(title: string, id: string, ...args: unknown[]): ErrorAction {
  return { title, run: () => vscode.commands.executeCommand(id, ...args) };
}

/** Something a person can act on: says what happened and what next, and offers the next step as a button. */
export class UserError extends Error {
  override name = "UserError";
  readonly actions: readonly ErrorAction[];
  constructor(message: string, ...actions: ErrorAction[]) {
    super(message);
    this.actions = actions;
  }
}

/** There is nothing to do: nothing went wrong, so it is said as information. */
export class NothingToDo extends UserError {
  override name = "NothingToDo";
}

/** The answer of a prompt, or the cancellation it stands for. */
export function required<T>(answer: T | undefined): T {
  if (answer === undefined) throw new UserCancelledError();
  return answer;
}
