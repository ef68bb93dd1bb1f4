import { useMemo } from "react";
import type { RunEvent, Writing } from "@/api/live";
import { EmptyState } from "@/ui/EmptyState";
import { Markdown } from "@/ui/Markdown";
import { VirtualList } from "@/ui/VirtualList";
import { RunLink } from "../RunLink";
import type { Run } from "../useRun";
import { saidIn } from "./said";
import { SayingCard, Speaker } from "./SayingCard";

const ESTIMATE = 96;

interface ConversationTabProps {
  run: Run;
  events: readonly RunEvent[];
  /** What the model writes at this moment. */
  writing: Writing | undefined;
}

/** What was said between the model, its tools and people. */
export function ConversationTab({ run, events, writing }: ConversationTabProps) {
  const said = useMemo(() => saidIn(events), [events]);
  return (
    <div className="max-w-4xl">
      {run.forkOf && (
        <p className="pb-3 text-muted">
          What was said up to step {run.forkOf.afterStep} was taken over from{" "}
          <RunLink run={run.forkOf.runId}>the run it goes on from</RunLink>.
        </p>
      )}
      {said.length === 0 ? (
        <EmptyState title="Nothing was said yet" />
      ) : (
        <VirtualList label="Conversation" items={said} itemKey={(each) => each.key} estimate={ESTIMATE}>
          {(saying) => <SayingCard saying={saying} />}
        </VirtualList>
      )}
      {writing && (
        <Speaker who="Model" about={`step ${writing.step}, writing`} tone="busy">
          <Markdown text={`${writing.incomplete ? "… " : ""}${writing.text}`} />
        </Speaker>
      )}
    </div>
  );
}
