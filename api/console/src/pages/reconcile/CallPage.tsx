import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRunEvents } from "@/api/live";
import { reading } from "@/api/queries";
import { useNeighbours } from "@/ui/neighbours";
import { CodeView } from "@/ui/code";
import { EmptyState } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { pretty } from "@/ui/json";
import { PageHeader } from "@/ui/PageHeader";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip, type Tone } from "@/ui/StatusChip";
import { KeyValues, When } from "@/ui/values";
import { historyOf, type Attempt, type CallHistory } from "./attempts";
import type { Place } from "./place";
import { Settle } from "./Settle";
import { ToolFacts } from "./ToolFacts";

const LOOK_AGAIN_MILLIS = 5_000;

/** One call whose outcome is not known, and all that helps to find it out. */
export function CallPage({ place: { runId, callId } }: { place: Place }) {
  const run = useQuery({
    ...reading("/api/v1/runs/{run}", { path: { run: runId } }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
  const { events, connection } = useRunEvents(runId);
  useNeighbours();
  const history = historyOf(callId, events);
  const waiting = run.data?.waiting.find((call) => call.callId === callId && call.reason === "reconcile");
  const tool = waiting?.tool ?? history.tool;
  return (
    <>
      <PageHeader
        crumbs={<Link to="/reconcile">Reconcile</Link>}
        title={tool ? `Did ${tool} take effect?` : "A call with an unknown outcome"}
        connection={connection}
        marks={<StatusChip status={waiting ? "unknown" : "settled"} tone={waiting ? "bad" : "good"} />}
        description={waiting?.detail}
      />
      {run.error ? (
        <ProblemPanel problem={run.error} retry={() => void run.refetch()} />
      ) : !run.data || events.length === 0 ? (
        <Skeleton lines={8} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-w-0 space-y-4">
            <Panel
              title="Arguments"
              {...(history.argumentsHash ? { actions: <IdChip id={history.argumentsHash} /> } : {})}
            >
              <CodeView label="Arguments" language="json" text={pretty(waiting?.arguments ?? history.arguments)} />
            </Panel>
            <Panel title="Attempts">
              <Attempts attempts={history.attempts} />
            </Panel>
            <Panel title="The call">
              <Facts history={history} place={{ runId, callId }} agent={run.data.agentSlug} />
            </Panel>
            {tool && <ToolFacts name={tool} />}
          </div>
          {waiting ? (
            <Settle place={{ runId, callId }} tool={tool ?? "the tool"} />
          ) : (
            <Panel title="Settled">
              <EmptyState title="Nobody needs to settle this any more">
                <Link to="/runs/$run" params={{ run: runId }} className="text-accent hover:underline">
                  Open the run
                </Link>{" "}
                to see how it went on.
              </EmptyState>
            </Panel>
          )}
        </div>
      )}
    </>
  );
}

function Facts({ history, place, agent }: { history: CallHistory; place: Place; agent: string }) {
  const link = "text-accent hover:underline";
  return (
    <KeyValues
      items={[
        ["Idempotency key", history.idempotencyKey && <IdChip key="key" id={history.idempotencyKey} full />],
        ["Call", <IdChip key="call" id={place.callId} full />],
        [
          "Run",
          <span key="run" className="inline-flex flex-wrap items-center gap-2">
            <Link to="/runs/$run" params={{ run: place.runId }} className={link}>
              Open the run
            </Link>
            <IdChip id={place.runId} />
          </span>,
        ],
        [
          "Agent",
          <Link key="agent" to="/agents/$agent" params={{ agent }} className={link}>
            {agent}
          </Link>,
        ],
        ["Approved by", history.approvedBy.join(", ")],
      ]}
    />
  );
}

const TONES: Record<Attempt["outcomes"][number]["kind"], Tone> = { failed: "bad", unknown: "bad", settled: "good" };

function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <ol className="space-y-3">
      {attempts.map(({ number, at, outcomes }) => (
        <li key={number} className="flex gap-3">
          <span className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full bg-sunken text-2xs tabular">
            {number}
          </span>
          <div className="min-w-0 space-y-1">
            <p>
              Sent <When at={at} full />
            </p>
            {outcomes.map((outcome) => (
              <p key={outcome.kind} className="flex flex-wrap items-center gap-2 text-muted">
                <StatusChip status={outcome.kind} tone={TONES[outcome.kind]} />
                <span className="min-w-0 break-words">{outcome.said}</span>
              </p>
            ))}
            {outcomes.length === 0 && <p className="text-muted">No answer yet</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
