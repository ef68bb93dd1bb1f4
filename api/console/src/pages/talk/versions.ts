import type { Schema } from "@/api/types";

export type Agent = Schema["AgentView"];

export const ACTIVE = "active";

/** The versions that can be talked to, the newest first. */
export function versionsOf({ active, latest }: Agent): { value: string; label: string }[] {
  const numbers = Array.from({ length: latest.number }, (_, index) => latest.number - index);
  return [
    ...(active ? [{ value: ACTIVE, label: `Active (version ${active.number})` }] : []),
    ...numbers.map((number) => ({ value: String(number), label: nameOf(number, active?.number, latest.number) })),
  ];
}

/** The version that answers when the address names none: what serves, else the newest draft. */
export function usualVersion({ active, latest }: Agent): string {
  return active ? ACTIVE : String(latest.number);
}

/** A version to compare with: the newest that is not the one that is talked to. */
export function otherVersion(agent: Agent, version: string): string {
  const number = version === ACTIVE ? agent.active?.number : Number(version);
  const other = agent.latest.number === number ? (agent.active?.number ?? number - 1) : agent.latest.number;
  return String(other === number || other < 1 ? agent.latest.number : other);
}

function nameOf(number: number, active: number | undefined, latest: number): string {
  return number === latest && number !== active ? `Version ${number}, draft` : `Version ${number}`;
}
