import { Check } from "lucide-react";
import { words } from "@/format/format";
import { cx } from "@/ui/cx";
import { progressOf, type Agent } from "../lifecycle/actions";

const WAY = ["draft", "promotion-requested", "approved", "active", "archived"] as const;

/** Where the newest version stands on its way from draft to archive. */
export function Lifecycle({ agent }: { agent: Agent }) {
  const at = WAY.indexOf(progressOf(agent));
  // Whoever is archived may never have gone further than a draft.
  const passed = (index: number) => index < at && agent.status !== "archived";
  return (
    <section aria-label="Lifecycle" className="rounded-lg border border-line bg-surface px-4 py-3">
      <ol className="flex items-center gap-2 max-md:flex-col max-md:items-start max-md:gap-1.5">
        {WAY.map((step, index) => (
          <li
            key={step}
            aria-current={index === at ? "step" : undefined}
            className="flex items-center gap-2 not-last:flex-1"
          >
            <Dot done={passed(index)} current={index === at} number={index + 1} />
            <span className={cx("text-sm whitespace-nowrap", index === at ? "font-medium text-ink" : "text-muted")}>
              {words(step)}
            </span>
            {index < WAY.length - 1 && (
              <span
                aria-hidden
                className={cx("h-px min-w-4 flex-1 max-md:hidden", passed(index) ? "bg-accent" : "bg-line-strong")}
              />
            )}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm text-muted">{said(agent)}</p>
      {agent.candidate?.lastRejection && (
        <p className="mt-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-ink">
          Version {agent.candidate.version.number} was rejected: {agent.candidate.lastRejection}
        </p>
      )}
    </section>
  );
}

function Dot({ done, current, number }: { done: boolean; current: boolean; number: number }) {
  return (
    <span
      aria-hidden
      className={cx(
        "flex size-5 shrink-0 items-center justify-center rounded-full text-2xs tabular",
        current
          ? "bg-accent font-medium text-on-accent"
          : done
            ? "bg-accent-soft text-accent"
            : "border border-line-strong text-muted",
      )}
    >
      {done ? <Check className="size-3" /> : number}
    </span>
  );
}

function said({ status, active, candidate, latest }: Agent): string {
  if (status === "archived") {
    return `Version ${latest.number} was the last. It serves nobody and can be restored.`;
  }
  const serves = active ? `Version ${active.number} serves` : "No version serves";
  switch (candidate?.status) {
    case "draft":
      return active
        ? `${serves}; version ${candidate.version.number} is a draft beside it.`
        : `Version ${candidate.version.number} is a draft; ${serves.toLowerCase()} yet.`;
    case "promotion-requested":
      return `${candidate.requestedBy ?? "Somebody"} asked to promote version ${candidate.version.number}. ${serves} meanwhile.`;
    case "approved":
      return `Version ${candidate.version.number} is approved and about to go live. ${serves} meanwhile.`;
    default:
      return `${serves}, and it is the newest.`;
  }
}
