import { GitCompareArrows } from "lucide-react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { Button } from "@/ui/Button";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import type { Agent } from "../lifecycle/actions";
import { Comparison } from "./Comparison";
import { versionIn } from "./useVersion";

type Version = Schema["AgentVersionView"];

/** Every version that there is, or was at the time; two of them side by side. */
export function VersionsTab({ agent }: { agent: Agent }) {
  const [search, change] = useUrlState();
  const all = useList("/api/v1/agents/{agent}/versions", { path: { agent: agent.agentId } });
  const newest = agent.latest.number;
  const list = { ...all, items: all.items?.filter(({ number }) => number <= newest) };
  const to = versionIn(search.to, newest) ?? newest;
  const from = versionIn(search.from, newest) ?? usualBefore(agent, to);
  return (
    <div className="space-y-4">
      <DataTable
        label="Versions"
        list={list}
        columns={columns(agent, from, to, change)}
        rowKey={({ hash, number }) => `${number} ${hash}`}
        empty={<EmptyState title="No versions" />}
      />
      {newest === 1 ? (
        <EmptyState title="Nothing to compare yet" icon={GitCompareArrows}>
          Each change of the definition makes a version. From the second one on they can be compared.
        </EmptyState>
      ) : (
        <Comparison agent={agent} from={from} to={to} />
      )}
    </div>
  );
}

type Change = ReturnType<typeof useUrlState>[1];

function columns(agent: Agent, from: number, to: number, change: Change): readonly Column<Version>[] {
  return [
    {
      id: "number",
      header: "Version",
      wide: true,
      cell: ({ number }) => (
        <span className="inline-flex items-center gap-2">
          <span className="font-medium text-ink tabular">v{number}</span>
          <Standing agent={agent} number={number} />
        </span>
      ),
    },
    { id: "hash", header: "Hash", cell: ({ hash }) => <IdChip id={hash} /> },
    { id: "by", header: "Written by", cell: ({ editedBy }) => editedBy },
    { id: "at", header: "Written", cell: ({ editedAt }) => <When at={editedAt} /> },
    {
      id: "compare",
      header: "Compare",
      align: "right",
      cell: ({ number }) => (
        <span className="inline-flex items-center gap-1">
          <Pick
            label={`Compare from version ${number}`}
            text="From"
            chosen={from === number}
            onPick={() => change({ from: String(number) })}
          />
          <Pick
            label={`Compare to version ${number}`}
            text="To"
            chosen={to === number}
            onPick={() => change({ to: String(number) })}
          />
          <Button
            look="quiet"
            className="h-7 px-2"
            onClick={() => change({ tab: "configuration", version: String(number) }, { push: true })}
          >
            Read<span className="sr-only"> version {number}</span>
          </Button>
        </span>
      ),
    },
  ];
}

function Standing({ agent, number }: { agent: Agent; number: number }) {
  const { active, candidate, latest } = agent;
  return (
    <>
      {active?.number === number && <StatusChip status="active" />}
      {candidate?.version.number === number && candidate.status !== "active" && <StatusChip status={candidate.status} />}
      {latest.number === number && <span className="text-xs text-muted">newest</span>}
    </>
  );
}

interface PickProps {
  label: string;
  text: string;
  chosen: boolean;
  onPick: () => void;
}

function Pick({ label, text, chosen, onPick }: PickProps) {
  return (
    <Button
      look="quiet"
      aria-pressed={chosen}
      aria-label={label}
      className="h-7 px-2 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
      onClick={onPick}
    >
      {text}
    </Button>
  );
}

/** What a version is compared with unless somebody chose: what serves, else the one before. */
export function usualBefore({ active }: Agent, to: number): number {
  return active && active.number < to ? active.number : Math.max(1, to - 1);
}
