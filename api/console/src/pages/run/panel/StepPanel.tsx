import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/ui/Button";
import { useShortcut } from "@/ui/shortcuts";
import { StatusChip } from "@/ui/StatusChip";
import { KeyValues, Millis, Money, Tokens, When } from "@/ui/values";
import { useNow } from "@/ui/useNow";
import { RunLink } from "../RunLink";
import { StepIcon, TYPE_NAMES } from "../StepIcon";
import { tokensIn, usd, type Step } from "../step";
import type { Run } from "../useRun";
import { History } from "./History";
import { Said } from "./Said";
import { StepActions } from "./StepActions";

interface StepPanelProps {
  /** The run of the page; the step may be of one that it started. */
  run: Run;
  step: Step;
  onClose: () => void;
}

/** A step beside the timeline, which stays in reach: J and K go on through the steps. */
export function StepPanel({ run, step, onClose }: StepPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  useShortcut("Escape", "Close the step", onClose);
  const own = step.run === run.runId;
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={`${TYPE_NAMES[step.type]} ${step.name}`}
      className="fixed inset-y-0 right-0 z-30 flex w-[min(34rem,100vw)] animate-slide flex-col border-l border-line bg-raised shadow-pop outline-none"
    >
      <header className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-5">
        <StepIcon type={step.type} className="mt-1.5 size-4" />
        <div className="min-w-0 flex-1 pt-0.5">
          <h2 className="font-semibold break-words">{step.name}</h2>
          <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-muted">
            {TYPE_NAMES[step.type]}
            {step.type !== "code" && `, step ${step.step}`}
            <StatusChip status={step.status} />
          </p>
        </div>
        <IconButton icon={X} label="Close the step" keys="Escape" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 space-y-5 overflow-y-auto px-5 py-4 scroll-thin">
        {step.problem && <p className="rounded-md bg-bad-soft px-3 py-2 break-words text-ink">{step.problem}</p>}
        <KeyValues
          items={[
            ["Began", <When key="began" at={new Date(step.from).toISOString()} full />],
            ["Duration", <StepDuration key="duration" step={step} />],
            ["Attempts", step.attempts > 1 ? step.attempts : undefined],
            ["Tokens", step.tokens && <Tokens key="tokens" count={tokensIn(step.tokens)} />],
            ["Cost", step.costMicros !== undefined && <Money key="cost" usd={usd(step.costMicros)} />],
            ["Run", !own && <RunLink key="run" run={step.run}>The run that was started for it</RunLink>],
            ["Started", step.child && <RunLink key="child" run={step.child}>A run of {step.name}</RunLink>],
          ]}
        />
        {own && <StepActions run={run} step={step} />}
        <Said run={run} step={step} />
        <History step={step} />
      </div>
    </aside>
  );
}

function StepDuration({ step }: { step: Step }) {
  return step.to === undefined ? <Going from={step.from} /> : <Millis millis={step.to - step.from} />;
}

function Going({ from }: { from: number }) {
  return <Millis millis={Math.max(0, Math.floor((useNow() - from) / 1_000) * 1_000)} />;
}
