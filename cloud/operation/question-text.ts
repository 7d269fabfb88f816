/** What the runner asks a person, in words: the same in the editor and in the terminal. */

import * as l10n from "@vscode/l10n";
import { runState, runText } from "../task/file-task.ts";
import type { Answer, Question, TaskSummary } from "./operation.ts";
import { cloudTime, localTime, pathOf } from "./plain-text.ts";

export interface Choice {
  label: string;
  /** What choosing it means, one line. */
  detail: string;
  answer: Answer;
}

export interface QuestionText {
  message: string;
  /** In the order to offer them. Cancelling is always possible besides. */
  choices: Choice[];
}

export function questionText(question: Question): QuestionText {
  switch (question.kind) {
    case "same-name-exists":
      return {
        message: l10n.t("The log topic already has a task of this name. Is it the one of this file?"),
        choices: [...question.tasks.map(adopt), createAnother()],
      };
    case "several-matches":
      return {
        message: l10n.t("The answer was lost, and more than one new task fits. Which one belongs to this file?"),
        choices: [...question.tasks.map(adopt), checkAgain(), notCreated()],
      };
    case "unknown-outcome":
      return {
        message: l10n.t(
          "The answer was lost, and no task “{0}” shows up in log topic {1}. What next?",
          question.name,
          question.topicId,
        ),
        choices: [checkAgain(), notCreated(), createAgain()],
      };
    case "already-created":
      return question.otherFile === undefined
        ? createdBefore(question)
        : createdElsewhere(question, question.otherFile);
    case "other-id-in-file":
      return {
        message: l10n.t(
          "While task {0} was created, the file got another Id: {1}. Which one shall it hold?",
          question.created,
          question.found,
        ),
        choices: [
          { label: question.created, detail: l10n.t("The task just created."), answer: { kind: "replace" } },
          { label: question.found, detail: l10n.t("Keep what the file holds now."), answer: { kind: "keep" } },
        ],
      };
    case "foreign-lock":
      return {
        message: l10n.t(
          "Another computer was at work on this task and has been silent since. It cannot be checked from here: {0}",
          question.owner,
        ),
        choices: [
          {
            label: l10n.t("Take Over"),
            detail: l10n.t("Only when you know that it is no longer at work."),
            answer: { kind: "take-over" },
          },
        ],
      };
    case "unreadable-record":
      return {
        message: l10n.t(
          "The record of an earlier operation on this file cannot be read. Did it create one of these tasks?",
        ),
        choices: [...question.tasks.map(adopt), notCreated()],
      };
  }
}

type AlreadyCreated = Extract<Question, { kind: "already-created" }>;

function createdBefore({ createdAt, id }: AlreadyCreated): QuestionText {
  const detail = l10n.t("Writes the Id back into the file; nothing is sent.");
  return {
    message: l10n.t("A task was already created from this file, on {0}: {1}.", localTime(createdAt), id),
    choices: [{ label: l10n.t("Restore Id"), detail, answer: { kind: "restore" } }, createAnother()],
  };
}

function createdElsewhere({ createdAt, id }: AlreadyCreated, uri: string): QuestionText {
  const detail = l10n.t("Both files then stand for one task; nothing is sent.");
  return {
    message: l10n.t(
      "Another file with the same log topic and name already created a task, on {0}: {1}. The file: {2}",
      localTime(createdAt),
      id,
      pathOf(uri),
    ),
    choices: [{ label: l10n.t("Take Its Id"), detail, answer: { kind: "restore" } }, createAnother()],
  };
}

function adopt(task: TaskSummary): Choice {
  const run = runState({ Status: task.status });
  const about = [run ? runText(run) : l10n.t("state unknown"), l10n.t("created {0}", cloudTime(task.createTime))];
  if (task.differences.length > 0) about.push(l10n.t("differs in {0}", task.differences.join(", ")));
  return { label: task.id, detail: about.join(" · "), answer: { kind: "adopt", id: task.id } };
}

function createAnother(): Choice {
  return {
    label: l10n.t("Create Another Task"),
    detail: l10n.t("Two tasks will then consume the same Kafka data."),
    answer: { kind: "create" },
  };
}

function createAgain(): Choice {
  return {
    label: l10n.t("Create Again"),
    detail: l10n.t("Lists the log topic first. A late task of the first request would be a duplicate."),
    answer: { kind: "create" },
  };
}

function checkAgain(): Choice {
  return {
    label: l10n.t("Check Again"),
    detail: l10n.t("Looks for the task in the cloud once more; nothing is sent again."),
    answer: { kind: "check-again" },
  };
}

function notCreated(): Choice {
  return {
    label: l10n.t("No Task Was Created"),
    detail: l10n.t("Closes the operation. Choose it when you have made sure."),
    answer: { kind: "not-created" },
  };
}
