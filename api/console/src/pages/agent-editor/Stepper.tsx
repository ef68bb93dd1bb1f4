import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { Finding } from "@/editing/findings";
import { cx } from "@/ui/cx";
import type { Search } from "@/ui/urlState";
import { STEPS, stepOf, type Step } from "./kinds";

interface StepperProps {
  current: Step;
  labels: Record<Step, string>;
  findings: readonly Finding[];
}

/** The steps of the wizard as links, each with how many errors it holds. */
export function Stepper({ current, labels, findings }: StepperProps) {
  const reached = STEPS.indexOf(current);
  return (
    <nav aria-label="Steps" className="mb-5 overflow-x-auto scroll-thin">
      <ol className="flex min-w-max items-center gap-1 pb-1">
        {STEPS.map((step, index) => {
          const errors = findings.filter(({ pointer, severity }) => severity === "error" && stepOf(pointer) === step).length;
          const done = index < reached && errors === 0;
          return (
            <li key={step} ref={step === current ? intoView : undefined} className="flex items-center gap-1">
              {index > 0 && <span aria-hidden className="h-px w-4 bg-line-strong" />}
              <Link
                to="/agents/new"
                search={(before: Search) => ({ ...before, step })}
                aria-current={step === current ? "step" : undefined}
                className={cx(
                  "flex h-8 items-center gap-2 rounded-full px-2.5 text-sm font-medium transition-colors",
                  step === current ? "bg-accent-soft text-ink" : "text-muted hover:bg-hover hover:text-ink",
                )}
              >
                <span
                  aria-hidden
                  className={cx(
                    "flex size-5 items-center justify-center rounded-full border text-2xs tabular",
                    step === current ? "border-accent" : "border-line-strong",
                  )}
                >
                  {done ? <Check className="size-3" /> : index + 1}
                </span>
                {labels[step]}
                {errors > 0 && index < reached && (
                  <span className="rounded-full bg-bad-soft px-1.5 text-2xs text-bad tabular">
                    {errors}
                    <span className="sr-only"> {errors === 1 ? "error" : "errors"}</span>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Where the steps do not fit, the current one is not among those that are out of sight. */
function intoView(step: HTMLElement | null): void {
  step?.scrollIntoView({ block: "nearest", inline: "center" });
}
