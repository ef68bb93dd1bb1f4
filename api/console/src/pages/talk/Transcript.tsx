import { MessagesSquare } from "lucide-react";
import { useEffect, useRef } from "react";
import { useMe } from "@/session/useMe";
import { EmptyState } from "@/ui/EmptyState";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { Saying, TurnParts } from "./TurnParts";
import type { Side } from "./useSide";

const NEAR_PX = 160;

/** What was said so far, the newest at the end and in sight. */
export function Transcript({ side, label }: { side: Side; label: string }) {
  const { turns, loading, problem, talk, unseen } = side;
  const end = useRef<HTMLDivElement>(null);
  const me = useMe();
  useFollowing(end);
  if (problem) {
    return <ProblemPanel problem={problem} />;
  }
  if (loading) {
    return <Skeleton lines={6} />;
  }
  return (
    <div role="log" aria-label={label} className="min-w-0 space-y-5">
      {turns.length === 0 && unseen === undefined && (
        <EmptyState title="Say something" icon={MessagesSquare}>
          The agent is told what was said before with each message. Whatever it does is recorded and can be looked at as
          a run.
        </EmptyState>
      )}
      {turns.map((turn) => (
        <div key={turn.turnId} className="space-y-3">
          <TurnParts
            turn={turn}
            streamed={talk.streamed?.turnId === turn.turnId ? talk.streamed.text : undefined}
          />
        </div>
      ))}
      {unseen !== undefined && <Saying content={unseen} by={me?.name ?? "You"} />}
      {talk.refused && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-ink">
          {talk.refused}
        </p>
      )}
      <div ref={end} />
    </div>
  );
}

/** Keeps the end in sight as it grows, unless the reader went up. */
function useFollowing(end: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const log = end.current?.parentElement;
    if (!log) {
      return undefined;
    }
    const root = document.documentElement;
    let near = true;
    const look = () => {
      near = root.scrollHeight - window.scrollY - window.innerHeight < NEAR_PX;
    };
    const grown = new ResizeObserver(() => {
      if (near) {
        window.scrollTo({ top: root.scrollHeight });
      }
    });
    window.addEventListener("scroll", look, { passive: true });
    grown.observe(log);
    return () => {
      window.removeEventListener("scroll", look);
      grown.disconnect();
    };
  });
}
