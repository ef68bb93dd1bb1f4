import type { Schema } from "@/api/types";

export type Agent = Schema["AgentView"];

/** What people do with an agent as it stands; each is recorded. */
export type Move = "promote" | "withdraw" | "demote" | "archive" | "restore";

/** Why the state of the agent does not allow it; undefined when it does. */
export function reasonAgainst(move: Move, agent: Agent): string | undefined {
  if (agent.status === "archived") {
    return move === "restore"
      ? undefined
      : move === "archive"
        ? "It is archived already"
        : "It is archived; restore it first";
  }
  switch (move) {
    case "promote":
      return againstPromotion(agent);
    case "withdraw":
      return agent.candidate?.status === "promotion-requested"
        ? undefined
        : "No promotion waits to be approved";
    case "demote":
      return agent.active ? undefined : "No version is active";
    case "restore":
      return "It is not archived";
    case "archive":
      return undefined;
  }
}

function againstPromotion({ candidate, latest }: Agent): string | undefined {
  switch (candidate?.status) {
    case "draft":
      return undefined;
    case "promotion-requested":
      return `Version ${candidate.version.number} waits to be approved already`;
    case "approved":
      return `Version ${candidate.version.number} is approved and about to go live`;
    default:
      return `Version ${latest.number} is active; revise the agent first`;
  }
}

/** What people most likely want to do next. */
export function nextMove(agent: Agent): Move {
  return agent.status === "archived"
    ? "restore"
    : agent.candidate?.status === "promotion-requested"
      ? "withdraw"
      : "promote";
}

/** How far the newest version is on its way, whatever serves meanwhile. */
export function progressOf(agent: Agent): Agent["status"] {
  return agent.candidate?.status ?? agent.status;
}

interface Asked {
  title: (agent: Agent) => string;
  /** What the button says. */
  verb: string;
  /** What will happen, and how it can be undone. */
  consequence: (agent: Agent) => string;
  done: (agent: Agent) => string;
  /** Whether a reason is recorded with it. */
  takesReason: boolean;
  danger?: boolean;
}

const active = (agent: Agent) => `version ${agent.active?.number ?? agent.latest.number}`;
const newest = (agent: Agent) => `version ${agent.latest.number}`;

export const ASKED: Record<Move, Asked> = {
  promote: {
    title: (agent) => `Promote ${newest(agent)} of ${agent.name}?`,
    verb: "Promote",
    consequence: (agent) =>
      agent.active
        ? `When it is approved, ${newest(agent)} replaces ${active(agent)}. Runs that are under way keep their version.`
        : `When it is approved, ${newest(agent)} goes live.`,
    done: (agent) => `Promotion of ${newest(agent)} requested`,
    takesReason: false,
  },
  withdraw: {
    title: (agent) => `Withdraw the request for ${newest(agent)}?`,
    verb: "Withdraw",
    consequence: (agent) =>
      `Nobody will be asked to approve it any more, and ${newest(agent)} is a draft again. It can be promoted anew at any time.`,
    done: () => "Request withdrawn",
    takesReason: true,
  },
  demote: {
    title: (agent) => `Demote ${agent.name}?`,
    verb: "Demote",
    consequence: (agent) =>
      `Out of service at once: no new run uses ${active(agent)}, and callers who name no version are refused. Runs that are under way go on. A promotion brings it back.`,
    done: (agent) => `${agent.name} is out of service`,
    takesReason: true,
    danger: true,
  },
  archive: {
    title: (agent) => `Archive ${agent.name}?`,
    verb: "Archive",
    consequence: (agent) =>
      `${agent.active ? `No new run uses ${active(agent)}. ` : ""}It can neither be run nor changed until it is restored, as a draft. Its versions, runs and events stay.`,
    done: (agent) => `${agent.name} is archived`,
    takesReason: true,
    danger: true,
  },
  restore: {
    title: (agent) => `Restore ${agent.name}?`,
    verb: "Restore",
    consequence: (agent) =>
      `It comes back as a draft of ${newest(agent)}. It serves nobody before it is promoted.`,
    done: (agent) => `${agent.name} is a draft again`,
    takesReason: false,
  },
};
