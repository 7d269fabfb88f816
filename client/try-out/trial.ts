/** A file's request as it is being edited, with the client to send it with. */
import * as vscode from "vscode";
import type { ClsApi } from "../../cloud/api/api.ts";
import { ApiError } from "../../cloud/api/errors.ts";
import { recorded } from "../../cloud/operation/classify.ts";
import type { JsonObject } from "../../document/effective.ts";
import type { Account } from "../accounts/account.ts";
import { regionFor } from "../accounts/region.ts";
import { UserError } from "../errors.ts";
import { requireTrust } from "../operations/preflight.ts";
import { readFailure } from "../operations/read-failure.ts";
import { resolvedRequest } from "../secrets/placeholders.ts";
import type { TryOutServices } from "./activate.ts";

export interface Trial {
  document: vscode.TextDocument;
  /** For people. */
  name: string;
  /** The body, placeholders resolved: it may hold secrets. */
  value: JsonObject;
  account: Account;
  region: string;
  api: ClsApi;
}

/** @throws UserError, UserCancelledError */
export async function prepare(location: vscode.Uri, services: TryOutServices): Promise<Trial> {
  requireTrust();
  const document = await vscode.workspace.openTextDocument(location);
  const { value, region: inFile } = await resolvedRequest(document, services.secrets);
  const account = await services.accounts.current();
  const region = await regionFor(document.uri, account, inFile);
  const api = services.connections.open(account).api(region);
  return { document, name: vscode.workspace.asRelativePath(document.uri), value, account, region, api };
}

/** What a person is told of a request that failed; with the way to the field that the API names, which is marked. */
export function failureOf(what: string, error: unknown, { document }: Trial, { diagnostics }: TryOutServices): unknown {
  const failure = readFailure(what, error);
  const isOnField = error instanceof ApiError && diagnostics.show(document, recorded(error));
  if (!isOnField || !(failure instanceof UserError)) return failure;
  return new UserError(failure.message, diagnostics.showField(document), ...failure.actions);
}
