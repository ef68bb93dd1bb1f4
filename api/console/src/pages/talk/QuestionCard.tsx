import { MessageCircleQuestion } from "lucide-react";
import { useWrite } from "@/api/queries";
import { useMe } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Field, Form, TextInput } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useDraft } from "@/ui/useDraft";
import type { Question } from "./activity";

interface QuestionCardProps {
  asked: Question;
  run: string;
  /** Who started the run, and may answer for that. */
  startedBy: string;
  open: boolean;
}

/** What the agent wants to know from a person. */
export function QuestionCard({ asked, run, startedBy, open }: QuestionCardProps) {
  return (
    <div role="group" aria-label="Question" className="space-y-3 rounded-lg border border-warn/40 bg-warn-soft p-3">
      <p className="flex gap-2">
        <MessageCircleQuestion aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <span className="min-w-0 font-medium break-words text-ink">{asked.question}</span>
      </p>
      {asked.answer !== undefined ? (
        <p className="pl-6 break-words text-ink">
          {asked.answeredBy} answered: {asked.answer}
        </p>
      ) : open ? (
        <Answer asked={asked} run={run} startedBy={startedBy} />
      ) : (
        <p className="pl-6 text-ink">Nobody answered.</p>
      )}
    </div>
  );
}

function Answer({ asked, run, startedBy }: Omit<QuestionCardProps, "open">) {
  const me = useMe();
  const { value, set, clear } = useDraft(`answer.${run}.${asked.callId}`, "");
  const answer = useWrite("post", "/api/v1/runs/{run}/questions/{callId}/answer", {
    toastProblem: false,
    onSuccess: clear,
  });
  const forbidden =
    me === undefined || me.name === startedBy || me.roles.some((role) => role === "operator" || role === "approver")
      ? undefined
      : `Answered by ${startedBy}, operators or approvers`;
  const say = (text: string) => answer.mutate({ path: { run, callId: asked.callId }, body: { answer: text } });
  return (
    <div className="space-y-3 pl-6">
      {asked.choices.length > 0 ? (
        <div role="group" aria-label="Choices" className="flex flex-wrap gap-2">
          {asked.choices.map((choice) => (
            <Button
              key={choice}
              forbidden={forbidden}
              busy={answer.isPending && answer.variables.body?.answer === choice}
              onClick={() => say(choice)}
            >
              {choice}
            </Button>
          ))}
        </div>
      ) : (
        <Form onSubmit={() => value.trim() !== "" && forbidden === undefined && say(value.trim())}>
          <Field label="Your answer">
            <TextInput value={value} onChange={(event) => set(event.target.value)} />
          </Field>
          <Button
            type="submit"
            look="primary"
            busy={answer.isPending}
            forbidden={forbidden ?? (value.trim() === "" ? "Write an answer first" : undefined)}
          >
            Answer
          </Button>
        </Form>
      )}
      {answer.error && <ProblemPanel problem={answer.error} />}
    </div>
  );
}
