import { Link } from "@tanstack/react-router";
import { Split } from "lucide-react";
import { cx } from "@/ui/cx";
import { StatusChip } from "@/ui/StatusChip";
import { StepIcon, TYPE_NAMES } from "../StepIcon";
import { shortName, type Step } from "../step";
import { outcomeOf, type Pair } from "./pairs";

interface PairRowProps {
  pair: Pair;
  /** Up to which step this run took over what the other had. */
  takenOver: number;
  /** Whether the replay left the record here. */
  diverged: boolean;
}

/** A step of both runs; what differs is marked. */
export function PairRow({ pair, takenOver, diverged }: PairRowProps) {
  return (
    <div className={cx("grid grid-cols-2 gap-3 border-b border-line px-3 py-2", !pair.same && "bg-warn-soft")}>
      <Side step={pair.before} absent="Not in the other run" differs={false} />
      <Side
        step={pair.after}
        absent={pair.step <= takenOver ? "Taken over" : "Not in this run"}
        differs={!pair.same}
        diverged={diverged && pair.after?.type !== "tool"}
      />
    </div>
  );
}

interface SideProps {
  step: Step | undefined;
  absent: string;
  differs: boolean;
  diverged?: boolean;
}

function Side({ step, absent, differs, diverged = false }: SideProps) {
  return (
    <div className="min-w-0">
      {step === undefined ? (
        <p className="text-sm text-muted">{absent}</p>
      ) : (
        <>
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <StepIcon type={step.type} />
            <span className="sr-only">{TYPE_NAMES[step.type]}</span>
            <Link
              to="/runs/$run"
              params={{ run: step.run }}
              search={{ step: step.key }}
              className="min-w-0 font-medium break-words hover:underline"
            >
              {step.step > 0 && `${step.step} · `}
              {shortName(step)}
            </Link>
            {step.status !== "succeeded" && <StatusChip status={step.status} />}
            {diverged && (
              <span className="inline-flex items-center gap-1 text-xs font-medium text-warn">
                <Split aria-hidden className="size-3.5" />
                left the record
              </span>
            )}
            {differs && !diverged && <span className="text-xs font-medium text-warn">differs</span>}
          </p>
          <p className="truncate text-xs text-muted">{outcomeOf(step)}</p>
        </>
      )}
    </div>
  );
}
