/** Why the cloud could not be asked, in words, with what can be done about it. */
import * as vscode from "vscode";
import { ApiError } from "../../cloud/api/errors.ts";
import { Failure } from "../../cloud/api/failure.ts";
import { JournalError } from "../../cloud/journal/journal-error.ts";
import { recorded } from "../../cloud/operation/classify.ts";
import { explained } from "../../cloud/operation/refusal-text.ts";
import { UserError } from "../errors.ts";
import { copy, remedies } from "./show-outcome.ts";

/**
 * @param what a sentence: what could not be done.
 * @returns the error itself when it is a defect.
 */
export function readFailure(what: string, error: unknown): unknown {
  if (error instanceof ApiError) {
    const steps = remedies(recorded(error));
    const { requestId } = error;
    if (requestId) steps.push(copy(vscode.l10n.t("Copy RequestId"), requestId));
    return new UserError(vscode.l10n.t("{0} {1}", what, explained(recorded(error))), ...steps);
  }
  const isKnown = error instanceof Failure || error instanceof JournalError;
  return isKnown ? new UserError(vscode.l10n.t("{0} {1}", what, error.message)) : error;
}
