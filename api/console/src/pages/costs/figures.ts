import type { Schema } from "@/api/types";
import { micros } from "@/format/usd";

type Run = Pick<
  Schema["RunView"],
  "agentSlug" | "agentId" | "models" | "usage" | "requestedAt" | "status" | "mode"
>;

export interface Sum {
  name: string;
  cost: bigint;
  runs: number;
  tokens: number;
}

/** What runs cost, added up as they are read. */
export interface Figures {
  runs: number;
  cost: bigint;
  tokens: number;
  /** Runs of which the ledger does not know the whole cost, since a call had no price. */
  incomplete: number;
  agents: ReadonlyMap<string, Sum>;
  models: ReadonlyMap<string, Sum>;
  /** By local day, or by hour: the key sorts by time. */
  times: ReadonlyMap<string, Sum>;
}

export const NOTHING: Figures = {
  runs: 0,
  cost: 0n,
  tokens: 0,
  incomplete: 0,
  agents: new Map(),
  models: new Map(),
  times: new Map(),
};

export type Grain = "hour" | "day";

export function add(figures: Figures, runs: readonly Run[], grain: Grain): Figures {
  const agents = new Map(figures.agents);
  const models = new Map(figures.models);
  const times = new Map(figures.times);
  let { cost, tokens, incomplete } = figures;
  for (const run of runs) {
    const paid = micros(run.usage.cost);
    const used = run.usage.tokens.input + run.usage.tokens.output;
    cost += paid;
    tokens += used;
    incomplete += run.usage.costComplete ? 0 : 1;
    count(agents, run.agentSlug, paid, used);
    count(models, modelsOf(run), paid, used);
    count(times, timeOf(run.requestedAt, grain), paid, used);
  }
  return { runs: figures.runs + runs.length, cost, tokens, incomplete, agents, models, times };
}

/** Dearest first. */
export function ranked(sums: ReadonlyMap<string, Sum>): Sum[] {
  return [...sums.values()].toSorted((a, b) => (a.cost === b.cost ? b.runs - a.runs : a.cost < b.cost ? 1 : -1));
}

/** Every hour or day of the range in its order, also those in which nothing ran. */
export function overTime(sums: ReadonlyMap<string, Sum>, from: string, to: number, grain: Grain): Sum[] {
  const at = startOf(new Date(from), grain);
  const all: Sum[] = [];
  while (at.getTime() <= to) {
    const name = timeOf(at.toISOString(), grain);
    if (all.at(-1)?.name !== name) {
      all.push(sums.get(name) ?? { name, cost: 0n, runs: 0, tokens: 0 });
    }
    if (grain === "hour") {
      at.setTime(at.getTime() + 3_600_000);
    } else {
      at.setDate(at.getDate() + 1);
    }
  }
  return all;
}

function count(sums: Map<string, Sum>, name: string, cost: bigint, tokens: number): void {
  const before = sums.get(name) ?? { name, cost: 0n, runs: 0, tokens: 0 };
  sums.set(name, { name, cost: before.cost + cost, runs: before.runs + 1, tokens: before.tokens + tokens });
}

/** The run says what it cost in all, not for each model: several share a line. */
function modelsOf(run: Run): string {
  return run.models.length === 0 ? "No model" : run.models.toSorted().join(" + ");
}

function startOf(at: Date, grain: Grain): Date {
  at.setMinutes(0, 0, 0);
  if (grain === "day") {
    at.setHours(0);
  }
  return at;
}

function timeOf(instant: string, grain: Grain): string {
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return grain === "day" ? day : `${day} ${two(at.getHours())}:00`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
