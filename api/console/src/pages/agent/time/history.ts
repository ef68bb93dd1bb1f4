import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { read } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";
import type { Tone } from "@/ui/StatusChip";
import { words } from "@/format/format";

type RecordedEvent = Schema["RecordedEvent"];

/** A moment at which the agent became another. */
export interface Moment {
  position: number;
  at: string;
  /** What happened: asked to promote version 2. */
  text: string;
  by: string;
  /** Why, when somebody said so. */
  note: string | undefined;
  tone: Tone;
  event: RecordedEvent;
}

const PATH = "/api/v1/agents/{agent}/events";
const PAGE = 200;

/** All moments of the agent, oldest first; read again when its stream has grown. */
export function useMoments(agent: string, streamVersion: number | undefined) {
  return useQuery<Moment[], Problem>({
    queryKey: [PATH, agent, streamVersion],
    queryFn: async ({ signal }) => (await readAll(agent, signal)).map(momentOf),
    enabled: streamVersion !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

async function readAll(agent: string, signal: AbortSignal): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  let after: number | undefined;
  do {
    const page = await read(PATH, { path: { agent }, query: { limit: PAGE, after } as { limit: number } }, signal);
    events.push(...page.items);
    after = page.next === undefined ? undefined : Number(page.next);
  } while (after !== undefined);
  return events;
}

interface Payload {
  version?: { number: number };
  approvedBy?: string[];
  reason?: string;
}

type Telling = (payload: Payload) => { text: string; tone: Tone; note?: string | undefined };

const version = ({ version: known }: Payload) => `version ${known?.number ?? ""}`.trim();

const TELLINGS: Record<string, Telling> = {
  "agent.drafted": (payload) => ({ text: `drafted ${version(payload)}`, tone: "calm" }),
  "agent.revised": (payload) => ({ text: `wrote ${version(payload)}`, tone: "calm" }),
  "agent.promotion-requested": (payload) => ({ text: `asked to promote ${version(payload)}`, tone: "warn" }),
  "agent.promotion-approved": ({ approvedBy = [] }) => ({
    text: "approved the promotion",
    tone: "info",
    note: approvedBy.length === 0 ? "The policy asked for no person" : `Approved by ${approvedBy.join(", ")}`,
  }),
  "agent.promotion-rejected": ({ reason }) => ({ text: "rejected the promotion", tone: "bad", note: reason }),
  "agent.promotion-withdrawn": ({ reason }) => ({ text: "withdrew the promotion", tone: "calm", note: reason }),
  "agent.activated": (payload) => ({ text: `put ${version(payload)} into service`, tone: "good" }),
  "agent.demoted": (payload) => ({ text: `took ${version(payload)} out of service`, tone: "bad", note: payload.reason }),
  "agent.archived": ({ reason }) => ({ text: "archived the agent", tone: "bad", note: reason }),
  "agent.restored": (payload) => ({ text: `restored the agent with ${version(payload)}`, tone: "calm" }),
};

export function momentOf(event: RecordedEvent): Moment {
  const told = TELLINGS[event.contract]?.(event.payload as Payload);
  const envelope = event.envelope as { actor?: string; onBehalfOf?: string };
  return {
    position: event.position,
    at: event.recordedAt,
    by: envelope.onBehalfOf ?? envelope.actor ?? "",
    text: told?.text ?? words(event.contract),
    tone: told?.tone ?? "calm",
    note: told?.note,
    event,
  };
}

/** Which moment held as of an instant or a position: its place in the list, -1 before the first. */
export function placeOf(moments: readonly Moment[], asOf: string): number {
  return moments.findLastIndex(({ position, at }) =>
    isPosition(asOf) ? position <= Number(asOf) : Date.parse(at) <= Date.parse(asOf),
  );
}

export function isPosition(asOf: string): boolean {
  return /^\d+$/.test(asOf);
}

/** What of the address is a time; what is neither a position nor an instant is none. */
export function asOfIn(text: string | undefined): string | undefined {
  return text !== undefined && (isPosition(text) || !Number.isNaN(Date.parse(text))) ? text : undefined;
}
