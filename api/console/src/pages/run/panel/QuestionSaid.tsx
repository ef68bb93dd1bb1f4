import { QuestionCard } from "@/pages/talk/QuestionCard";
import { last } from "../facts";
import type { Step } from "../step";
import type { Run } from "../useRun";

/** What a person is asked, and what they answered. */
export function QuestionSaid({ run, step }: { run: Run; step: Step }) {
  const asked = last(step.events, "run.question-asked");
  const answered = last(step.events, "run.question-answered");
  return (
    asked && (
      <QuestionCard
        asked={{ kind: "question", ...asked, ...(answered && { answer: answered.answer, answeredBy: answered.answeredBy }) }}
        run={step.run}
        startedBy={run.requestedBy}
        open={step.status === "waiting"}
      />
    )
  );
}
