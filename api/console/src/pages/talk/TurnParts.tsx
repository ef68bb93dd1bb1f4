import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useRunEvents } from "@/api/live";
import { usd } from "@/format/usd";
import { Markdown } from "@/ui/Markdown";
import { Skeleton } from "@/ui/Skeleton";
import { Duration, Money, Tokens, When } from "@/ui/values";
import { activityOf, type Activity } from "./activity";
import { Ending } from "./Ending";
import { QuestionCard } from "./QuestionCard";
import { ToolCard } from "./ToolCard";
import { isOpen, type Turn } from "./useConversation";
import { pastRunEvents } from "./useRunHistory";
import { beingWritten } from "./writing";

interface TurnPartsProps {
  turn: Turn;
  /** What the socket told of it, if it is told by one. */
  streamed: string | undefined;
}

/** What somebody said, and the answer to it as it comes about. */
export function TurnParts({ turn, streamed }: TurnPartsProps) {
  return turn.status === "reply" ? (
    <Bubble by={`${turn.by}, in the agent's place`} at={turn.at}>
      <Markdown text={turn.content} />
    </Bubble>
  ) : (
    <>
      <Saying content={turn.content} by={turn.by} at={turn.at} />
      {turn.runId === undefined || turn.status === "with-person" ? (
        <Ending turn={turn} />
      ) : isOpen(turn) ? (
        <Live turn={turn} run={turn.runId} streamed={streamed} />
      ) : (
        <Past turn={turn} run={turn.runId} streamed={streamed} />
      )}
    </>
  );
}

/** What a person said. */
export function Saying({ content, by, at }: { content: string; by: string; at?: string }) {
  return (
    <div className="flex justify-end">
      <div className="max-w-[85%] min-w-0 rounded-lg bg-accent-soft px-3 py-2 text-ink">
        <span className="sr-only">{by} said: </span>
        <p className="break-words whitespace-pre-wrap">{content}</p>
        {at && (
          <p className="mt-1 text-right text-xs">
            <When at={at} />
          </p>
        )}
      </div>
    </div>
  );
}

interface RunPartsProps extends TurnPartsProps {
  run: string;
}

function Live({ turn, run, streamed }: RunPartsProps) {
  const { events, writing } = useRunEvents(run);
  const activity = useMemo(() => activityOf(events), [events]);
  const told = streamed === undefined ? undefined : beingWritten(activity.items, streamed);
  return <Answering turn={turn} run={run} activity={activity} writing={told ?? writing?.text ?? ""} />;
}

function Past({ turn, run, streamed }: RunPartsProps) {
  const client = useQueryClient();
  const { data, error } = useQuery(pastRunEvents(client, run));
  const activity = useMemo(() => activityOf(data ?? []), [data]);
  // What was stopped has no words in the events, and whoever read them goes on reading.
  const cut = turn.status === "interrupted" && streamed !== undefined ? beingWritten(activity.items, streamed) : "";
  // The answer is known without the events, which only say how it came about.
  return data || error ? (
    <Answering turn={turn} run={run} activity={activity} writing={cut ?? ""} />
  ) : (
    <Skeleton lines={2} />
  );
}

interface AnsweringProps {
  turn: Turn;
  run: string;
  activity: Activity;
  writing: string;
}

function Answering({ turn, run, activity, writing }: AnsweringProps) {
  const { items, suspended } = activity;
  const last = items.at(-1);
  const answer = turn.answer ?? "";
  // What was already said in these words is not said twice.
  const unsaid = answer !== "" && !(last?.kind === "words" && last.text.trim() === answer.trim());
  const open = isOpen(turn);
  const waits = items.some(
    (item) => (item.kind === "tool" && item.status === "held") || (item.kind === "question" && item.answer === undefined),
  );
  return (
    <div className="space-y-3">
      {items.map((item) =>
        item.kind === "words" ? (
          <Markdown key={`step ${item.step}`} text={item.text} />
        ) : item.kind === "question" ? (
          <QuestionCard key={item.callId} asked={item} run={run} startedBy={turn.by} open={open} />
        ) : (
          <ToolCard key={item.callId} use={item} run={run} />
        ),
      )}
      {writing !== "" && <Markdown text={writing} />}
      {unsaid && <Markdown text={answer} />}
      {open && suspended && !waits && (
        <p className="text-sm text-muted">
          Waiting: {suspended.detail || suspended.reason}
        </p>
      )}
      {open && !waits && !suspended && writing === "" && <Thinking />}
      <Ending turn={turn} />
      <Footer turn={turn} run={run} activity={activity} />
    </div>
  );
}

function Thinking() {
  return (
    <p className="flex items-center gap-2 text-sm text-muted">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-busy" />
      Working on it
    </p>
  );
}

function Footer({ turn, run, activity: { spent } }: Omit<AnsweringProps, "writing">) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
      <Duration from={turn.at} to={turn.endedAt} />
      <span>
        <Tokens count={spent.tokens} /> tokens
      </span>
      <Money usd={usd(BigInt(spent.costMicros))} />
      <Link to="/runs/$run" params={{ run }} className="text-accent hover:underline">
        Trace
      </Link>
    </p>
  );
}

function Bubble({ by, at, children }: { by: string; at: string; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface px-3 py-2">
      <p className="mb-1 flex flex-wrap gap-x-3 text-xs text-muted">
        <span className="font-medium text-ink">{by}</span>
        <When at={at} />
      </p>
      {children}
    </div>
  );
}
