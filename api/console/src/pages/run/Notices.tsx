import { Link } from "@tanstack/react-router";
import { CircleAlert, CirclePause, GitBranch, Link2, Split, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";
import { When } from "@/ui/values";
import { RunLink } from "./RunLink";
import { divergedIn } from "./sentences";
import type { Step } from "./step";
import type { Run } from "./useRun";

const LOOKS = {
  plain: "border-line bg-surface",
  warn: "border-warn/40 bg-warn-soft",
  bad: "border-bad/40 bg-bad-soft",
} as const;

const MODES = {
  strict: "up to the first divergence",
  substitute: "with what was recorded, also beyond a divergence",
  "live-tail": "with real model calls after a divergence",
} as const;

/** What somebody must know of a run before they look at its steps. */
export function Notices({ run, steps }: { run: Run; steps: readonly Step[] }) {
  const { parent, replayOf, forkOf, divergence, suspension, error, conversation } = run;
  return (
    <div className="mb-4 space-y-2 empty:hidden">
      {suspension && (
        <Notice icon={CirclePause} look="warn">
          It rests since <When at={suspension.since} />: {suspension.detail}.
          <Waiting run={run} steps={steps} />
        </Notice>
      )}
      {error && (
        <Notice icon={CircleAlert} look="bad">
          <strong className="font-medium">{error.kind}</strong>: {error.message}
        </Notice>
      )}
      {divergence && (
        <Notice icon={Split} look="warn">
          It left the record at step {divergence.step}. {divergedIn(divergence.divergence.what)}{" "}
          <Link to="." search={{ tab: "comparison" }} className="text-accent underline underline-offset-2">
            See what differs
          </Link>
        </Notice>
      )}
      {replayOf ? (
        <Notice icon={GitBranch}>
          It replays <RunLink run={replayOf.runId}>another run</RunLink>, {MODES[replayOf.mode ?? "strict"]}. Nothing
          {replayOf.mode === "live-tail" ? " with an effect" : ""} was called.
        </Notice>
      ) : (
        forkOf && (
          <Notice icon={GitBranch}>
            It goes on from step {forkOf.afterStep} of <RunLink run={forkOf.runId}>another run</RunLink>.
          </Notice>
        )
      )}
      {parent && (
        <Notice icon={Link2}>
          Another agent called for it in <RunLink run={parent.runId}>its own run</RunLink>.
        </Notice>
      )}
      {conversation && (
        <Notice icon={Link2}>
          It answers a turn of{" "}
          <Link
            to="/playground/$agent"
            params={{ agent: run.agentSlug }}
            search={{ conversation: conversation.conversationId }}
            className="text-accent underline underline-offset-2"
          >
            a conversation
          </Link>
          .
        </Notice>
      )}
    </div>
  );
}

/** The calls that wait for people, each with the way to its step. */
function Waiting({ run, steps }: { run: Run; steps: readonly Step[] }) {
  const waiting = run.waiting.filter(({ callId }) => steps.some((step) => step.key === callId));
  return waiting.map(({ callId, tool, reason }) => (
    <Link
      key={callId}
      to="."
      search={{ step: callId }}
      resetScroll={false}
      className="ml-2 whitespace-nowrap text-accent underline underline-offset-2"
    >
      {{ approval: `Decide on ${tool}`, question: "Answer it", reconcile: `Settle ${tool}`, model: "", budget: "" }[reason]}
    </Link>
  ));
}

function Notice({ icon: Icon, look = "plain", children }: { icon: LucideIcon; look?: keyof typeof LOOKS; children: ReactNode }) {
  return (
    <div role="note" className={cx("flex gap-2 rounded-md border px-3 py-2", LOOKS[look])}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <p className="min-w-0 break-words text-ink">{children}</p>
    </div>
  );
}
