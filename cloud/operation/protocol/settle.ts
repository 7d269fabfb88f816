/** RECONCILE: what a list of the topic's tasks says about a request whose answer was lost. */
import type { Answer } from "../operation.ts";
import { accept, ask, close, closed, recordOf, sameName, unknown } from "./moves.ts";
import type { Listing, Seen, State } from "./state.ts";

export function settle(state: State, listing: Listing): State {
  if (listing.kind !== "listed" || !listing.complete) {
    // Without a complete list nothing is absent, however long it has been quiet.
    if (state.quiet < 2 * state.plan.settle) return { ...state, step: "wait" };
    return unknown(state, "unlisted", listing.kind === "listed" ? undefined : listing.error);
  }
  return recordOf(state).kind === "create" ? settleCreate(state, listing.seen) : settleChange(state, listing.seen);
}

/** The one new task with our fields is ours, but only after the quiet period; anything less certain is a question. */
function settleCreate(state: State, seen: readonly Seen[]): State {
  if (state.quiet < state.plan.settle) return { ...state, step: "wait" };
  const { before, topicId, name } = recordOf(state);
  const fresh = seen.filter((task) => !before?.includes(task.summary.id));
  const ours = fresh.filter((task) => task.matches);
  const [only] = ours;
  if (only && ours.length === 1 && before && !state.lookBack) return accept(state, only.summary.id, undefined, true);
  const namesakes = (state.lookBack ? seen : fresh).filter((task) => sameName(state, task));
  const candidates = [...new Set([...ours, ...namesakes])].map((task) => task.summary);
  if (candidates.length > 0) return ask(state, { kind: "several-matches", tasks: candidates });
  return ask(state, { kind: "unknown-outcome", topicId, name });
}

/** A change is in effect or it is not; both can be seen, and asking for it once more does no harm. */
function settleChange(state: State, seen: readonly Seen[]): State {
  const { kind, id, visible } = recordOf(state);
  const task = seen.find((other) => other.summary.id === id);
  const inEffect = kind === "delete" ? !task : task?.matches;
  if (inEffect && visible) return accept(state, id, undefined, true);
  if (state.quiet < state.plan.settle) return { ...state, step: "wait" };
  const reason = inEffect ? "not-visible" : "not-in-effect";
  return close(state, "aborted", state.takenUp && !state.plan.resume ? "review" : closed(state, reason));
}

/** A person's word on what the list could not settle. */
export function decide(state: State, asked: "several-matches" | "unknown-outcome", answer: Answer): State {
  switch (answer.kind) {
    case "adopt":
      return accept(state, answer.id, undefined, true);
    case "check-again":
      return { ...state, step: "list-after" };
    case "not-created":
      return close(state, "aborted", closed(state, "not-created"));
    case "create":
      return close(state, "aborted", state.plan.resume ? closed(state, "not-created") : "review");
    default:
      return unknown(state, asked === "several-matches" ? "several" : "absent", state.lost);
  }
}
