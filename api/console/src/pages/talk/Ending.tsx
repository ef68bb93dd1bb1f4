import { CircleAlert, Hand } from "lucide-react";
import type { ReactNode } from "react";
import type { Turn } from "./useConversation";

/** How a turn ended that has no answer. */
export function Ending({ turn }: { turn: Turn }) {
  if (turn.status === "with-person") {
    return (
      <Note icon={<Hand aria-hidden className="mt-0.5 size-4 shrink-0" />}>A person is to answer this.</Note>
    );
  }
  if (turn.status === "interrupted") {
    return <p className="text-sm text-muted">The answer was stopped.</p>;
  }
  if (turn.status === "failed") {
    return (
      <div className="flex gap-2 rounded-lg border border-bad/40 bg-bad-soft p-3 text-ink">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <p className="min-w-0 break-words">{turn.error?.message ?? "The agent did not answer."}</p>
      </div>
    );
  }
  return turn.outcome === "handover" ? (
    <Note icon={<Hand aria-hidden className="mt-0.5 size-4 shrink-0" />}>The agent handed over to a person.</Note>
  ) : null;
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-lg border border-warn/40 bg-warn-soft p-3 text-ink">
      {icon}
      {children}
    </p>
  );
}
