import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { useForbidden } from "@/session/useMe";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { When } from "@/ui/values";

const CONTRACTS = ["policy.promotion-amended", "policy.promotion-adopted"];

interface Payload {
  version?: number;
  reason?: string;
}

/** Every version that ever held, from the log; newest first. */
export function PolicyVersions() {
  const forbidden = useForbidden("auditor");
  return <Panel title="Versions">{forbidden ? <p className="text-muted">{forbidden} to be read.</p> : <Versions />}</Panel>;
}

function Versions() {
  const read = useQueries({
    queries: CONTRACTS.map((contract) =>
      reading("/api/v1/audit/events", { query: { contract, newestFirst: true, limit: 100 } }),
    ),
  });
  const problem = read.find(({ error }) => error)?.error;
  if (problem) {
    return <ProblemPanel problem={problem} />;
  }
  if (read.some(({ data }) => data === undefined)) {
    return <Skeleton lines={4} />;
  }
  return (
    <ol aria-label="Versions of the policy" className="space-y-3">
      {read
        .flatMap(({ data }) => data?.items ?? [])
        .map(({ position, payload, envelope, recordedAt }) => {
          const { version, reason } = payload as Payload;
          return (
            <li key={position}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <Link
                  to="/audit"
                  search={{ event: String(position) }}
                  className="font-medium underline decoration-line-strong underline-offset-2 hover:text-accent"
                >
                  Version {version}
                </Link>
                <span className="text-xs text-muted">
                  {String(envelope.onBehalfOf ?? envelope.actor ?? "")} <When at={recordedAt} relative />
                </span>
              </p>
              {reason && <p className="break-words text-muted">{reason}</p>}
            </li>
          );
        })}
    </ol>
  );
}
