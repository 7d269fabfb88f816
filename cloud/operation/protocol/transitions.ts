/**
 * What follows from each effect's result. The order is what keeps the promise: the intent is durable before anything is
 * sent, the sent mark before the first byte, the Id before the file is touched, and a lost answer is settled by
 * listing the topic, never by sending again.
 */
import type { Outcome } from "../outcome.ts";
import {
  accept,
  ask,
  cancelAfterSending,
  close,
  closed,
  end,
  finish,
  hold,
  recordOf,
  refuse,
  sameName,
  tryAgain,
  unknown,
  warn,
} from "./moves.ts";
import { decide, settle } from "./settle.ts";
import { type Events, type RecordHead, type Review, restart, type Seen, type State, type Step } from "./state.ts";

export function advance<S extends Step>(step: S, state: State, event: Events[S]): State {
  return transitions[step](state, event);
}

const nothingSent: Outcome = { kind: "cancelled", known: { sent: false } };

const transitions: { readonly [S in Step]: (state: State, event: Events[S]) => State } = {
  lock(state, event) {
    switch (event.kind) {
      case "ok":
        return { ...state, step: "review" };
      case "busy":
        return refuse(state, { kind: "busy", owner: event.owner });
      case "failed":
        return refuse(state, { kind: "journal", error: event.error });
      case "cancelled":
        return end(state, nothingSent);
    }
  },

  review(state, event) {
    if (event.kind === "failed") return refuse(state, { kind: "journal", error: event.error });
    if (event.unfinished) return takeUp(state, event.unfinished);
    if (state.plan.resume) return nothingToResume(state, event);
    if (event.problem) return refuse(state, event.problem);
    if (state.plan.kind === "create" && event.tombstone && !state.again) {
      const { record, createdAt } = event.tombstone;
      const otherFile = record.uri === state.plan.uri ? undefined : record.uri;
      return ask({ ...state, record }, { kind: "already-created", id: record.id ?? "", createdAt, otherFile });
    }
    return { ...state, step: "list-before", unreadable: event.unreadable };
  },

  "list-before"(state, event) {
    switch (event.kind) {
      case "cancelled":
        return end(state, nothingSent);
      case "unlisted":
        return end(state, event.outcome);
      case "denied":
        if (!state.plan.withoutRecovery || state.unreadable) {
          return refuse(state, { kind: "describe-denied", error: event.error });
        }
        return warn({ ...state, step: "mark-intent", before: undefined }, { kind: "without-recovery" });
      case "listed":
        if (!event.complete) return refuse(state, { kind: "unlisted", error: undefined });
        return state.plan.kind === "create" ? beforeCreate(state, event.seen) : beforeChange(state, event.seen);
    }
  },

  ask(state, answer) {
    const { question } = state;
    const answered: State = { ...state, question: undefined };
    switch (question?.kind) {
      case "already-created":
        if (answer.kind === "restore") return { ...answered, step: "write-file" };
        if (answer.kind === "create") return { ...answered, step: "list-before", record: undefined, again: true };
        return refuse(answered, { ...question });
      case "unreadable-record":
        if (answer.kind === "adopt") return { ...answered, step: "forget", picked: answer.id };
        return answer.kind === "not-created"
          ? { ...answered, step: "forget" }
          : unknown(answered, "unreadable", undefined);
      case "same-name-exists":
        if (answer.kind === "adopt") return { ...answered, step: "mark-adopted", picked: answer.id };
        if (answer.kind === "create") return { ...answered, step: "mark-intent" };
        return refuse(answered, { kind: "same-name", ids: question.tasks.map((task) => task.id) });
      case "several-matches":
      case "unknown-outcome":
        return decide(answered, question.kind, answer);
      case "other-id-in-file":
        if (answer.kind === "replace") return { ...answered, step: "write-file", replace: question.found };
        if (answer.kind === "keep")
          return { ...answered, step: "mark-done", outcome: closed(answered, "kept-other-id") };
        return hold(answered, "other-id", { code: undefined, message: question.found, requestId: undefined });
      default:
        throw new Error(`no such question here: ${question?.kind}`);
    }
  },

  forget(state, event) {
    if (event.kind === "failed") return refuse(state, { kind: "journal", error: event.error });
    if (state.plan.resume) return end(state, closed(state, "not-created"));
    return state.picked ? { ...state, step: "mark-adopted", unreadable: undefined } : restart(state);
  },

  "mark-intent"(state, event) {
    if (event.kind === "failed") return refuse(state, { kind: "journal", error: event.error });
    return { ...state, step: "connect", record: event.record };
  },

  "mark-adopted"(state, event) {
    if (event.kind === "failed") return refuse(state, { kind: "journal", error: event.error });
    return { ...state, step: "write-file", record: event.record };
  },

  connect(state, event) {
    switch (event.kind) {
      case "ok":
        return { ...state, step: "mark-sent" };
      case "cancelled":
        return close(state, "aborted", nothingSent);
      case "not-sent":
        return (event.retry ? tryAgain : close)(state, "aborted", event.outcome);
    }
  },

  "mark-sent"(state, event) {
    switch (event.kind) {
      case "ok":
        return { ...state, step: "transmit", record: { ...recordOf(state), phase: "sent" } };
      case "cancelled":
        return close(state, "aborted", nothingSent);
      case "failed":
        return close(state, "aborted", { kind: "refused", refusal: { kind: "journal", error: event.error } });
      case "lost":
        return close(state, "aborted", { kind: "refused", refusal: { kind: "busy", owner: event.owner } });
    }
  },

  transmit(state, event) {
    switch (event.kind) {
      case "success":
        return accept(state, event.id, event.requestId, false);
      case "cancelled":
        return cancelAfterSending(state);
      case "ambiguous":
        return { ...state, step: "wait", lookBack: event.duplicate, lost: event.error, quiet: 0 };
      case "rejected": {
        const outcome: Outcome = { kind: "rejected", at: "send", error: event.error };
        const resend = event.resend === "throttled" || (event.resend === "clock" && !state.clockCorrected);
        const next = resend ? tryAgain(state, "rejected", outcome) : close(state, "rejected", outcome);
        return event.resend === "clock" ? { ...next, clockCorrected: true } : next;
      }
    }
  },

  backoff(state, event) {
    const { phase, next } = state.closing ?? { phase: "aborted", next: "review" };
    if (event.kind === "ok") return { ...state, step: "connect", closing: undefined };
    // Cancelled, but what was sent before was refused: that is what is known.
    return close(state, phase, event.kind === "exhausted" || phase === "rejected" ? next : nothingSent);
  },

  wait(state, event) {
    if (event.kind === "cancelled") return cancelAfterSending(state);
    return { ...state, step: "list-after", quiet: event.jumped ? 0 : state.quiet + event.waited };
  },

  "list-after"(state, event) {
    return event.kind === "cancelled" ? cancelAfterSending(state) : settle(state, event);
  },

  "mark-created"(state, event) {
    const next: State = { ...state, step: "write-file" };
    return event.kind === "ok" ? next : warn(next, { kind: "journal", error: event.error });
  },

  "write-file"(state, event) {
    switch (event.kind) {
      case "ok":
        return { ...(event.differs ? warn(state, { kind: "file-differs" }) : state), step: "mark-done" };
      case "other-id":
        return ask(state, { kind: "other-id-in-file", created: recordOf(state).id ?? "", found: event.found });
      case "failed":
        return hold(state, event.reason, event.error);
    }
  },

  "mark-done"(state, event) {
    const record = recordOf(state);
    const next: State = { ...state, record: { ...record, phase: "done" } };
    const noted = event.kind === "ok" ? next : warn(next, { kind: "journal", error: event.error });
    return isAudited(state, record) ? { ...noted, step: "audit" } : finish(noted);
  },

  audit(state, event) {
    if (event.kind === "failed") return finish(warn(state, { kind: "audit-failed", error: event.error }));
    const { id, before, kind } = recordOf(state);
    if (kind !== "create") return finish(auditChange(state, event.seen));
    const ids = event.seen.filter((task) => task.matches).map((task) => task.summary.id);
    const twins = ids.filter((other) => other !== id && !before?.includes(other));
    return finish(twins.length > 0 ? warn(state, { kind: "twins", ids: twins }) : state);
  },

  close(state) {
    const next = state.closing?.next ?? "review";
    return next === "review" ? restart(state) : end(state, next);
  },
};

/** What was sent is looked at once more, where that can show something. */
function isAudited(state: State, { kind, phase, before }: RecordHead): boolean {
  if (state.outcome || state.picked || phase === "done") return false;
  if (kind === "create") return before !== undefined;
  return kind !== "delete" && !state.takenUp;
}

/** What a change does to fields that it does not name, or that it empties, is not documented. */
function auditChange(state: State, seen: readonly Seen[]): State {
  const { id = "", kind } = recordOf(state);
  const task = seen.find((other) => other.summary.id === id);
  if (!task) return warn(state, { kind: "gone", id });
  const fields = kind === "modify" ? task.summary.differences : task.changed;
  return fields.length > 0 ? warn(state, { kind: "not-as-planned", fields: [...fields] }) : state;
}

/** P1b: an operation under our keys has not ended. Its owner is gone, because we hold its locks. */
function takeUp(state: State, record: RecordHead): State {
  if (!record.keys.every((key) => state.keys.includes(key))) {
    return { ...state, step: "lock", keys: [...new Set([...state.keys, ...record.keys])].sort() };
  }
  const taken: State = { ...state, record, takenUp: true };
  if (record.phase === "intent") {
    return close(taken, "aborted", state.plan.resume ? closed(taken, "never-sent") : "review");
  }
  if (record.uri !== state.plan.uri) {
    return refuse(state, { kind: "unfinished", opId: record.opId, uri: record.uri });
  }
  return { ...taken, step: record.phase === "sent" ? "wait" : "write-file" };
}

function nothingToResume(state: State, review: Review): State {
  const { unreadable } = review;
  if (!unreadable) return end(state, closed(state, "done"));
  return ask({ ...state, unreadable }, { kind: "unreadable-record", tasks: [] });
}

/** S0: what the topic held before. A namesake may be what the person wanted, so it is a question. */
function beforeCreate(state: State, seen: readonly Seen[]): State {
  const next: State = { ...state, before: seen.map((task) => task.summary.id) };
  const tasks = seen.filter((task) => sameName(state, task)).map((task) => task.summary);
  if (state.unreadable) return ask(next, { kind: "unreadable-record", tasks });
  return tasks.length > 0 ? ask(next, { kind: "same-name-exists", tasks }) : { ...next, step: "mark-intent" };
}

/** A change is made only to the task that its plan was made from. */
function beforeChange(state: State, seen: readonly Seen[]): State {
  const { id = "", kind } = state.plan;
  const task = seen.find((other) => other.summary.id === id);
  if (task) {
    if (task.changed.length > 0) return refuse(state, { kind: "changed-in-cloud", differences: [...task.changed] });
    return { ...state, step: "mark-intent", matchedBefore: task.matches };
  }
  // Deleted by somebody else: what is left to do is the file.
  return kind === "delete" ? { ...state, step: "mark-adopted", picked: id } : refuse(state, { kind: "gone", id });
}
