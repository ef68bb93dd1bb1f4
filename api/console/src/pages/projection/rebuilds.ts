import type { Schema } from "@/api/types";

type Rebuild = Schema["RebuildView"];

export function hasEnded({ state }: Pick<Rebuild, "state">): boolean {
  return state === "switched" || state === "cancelled";
}

export function titleOf({ kind, generation }: Pick<Rebuild, "kind" | "generation">): string {
  return kind === "rebuild" ? `Rebuild into generation ${generation}` : `Switch back to generation ${generation}`;
}

/** What happens in each state, in a sentence. */
export function stateOf({ state, switching, kind }: Pick<Rebuild, "state" | "switching" | "kind">): string {
  switch (state) {
    case "running":
      return kind === "rebuild"
        ? `The new generation is filled from the log. ${
            switching === "automatic"
              ? "When it has caught up and says the same as the one that serves, it switches by itself."
              : "When it has caught up, it is compared and waits for somebody to confirm."
          }`
        : "The generation is brought up to the end of the log, and serves as soon as it is there.";
    case "comparing":
      return "It has caught up and is compared with the generation that serves.";
    case "awaiting-confirmation":
      return "It goes on following the log until somebody confirms the switch, or cancels.";
    case "paused":
      return "What is filled stays. It goes on where it was when it is resumed.";
    case "failed":
      return "It stopped. Once the cause is mended, resume it: it goes on where it was.";
    case "switched":
      return "This generation serves since.";
    case "cancelled":
      return "What it had filled was dropped.";
  }
}

/** How far it is, between 0 and 100. */
export function percentOf({ position, head }: Pick<Rebuild, "position" | "head">): number {
  return head <= 0 ? 100 : Math.min(100, Math.floor((position / head) * 100));
}

/** What can be done with it. */
export function orders({ state }: Pick<Rebuild, "state">): readonly ("pause" | "resume" | "cancel" | "confirm")[] {
  switch (state) {
    case "running":
    case "comparing":
      return ["pause", "cancel"];
    case "paused":
    case "failed":
      return ["resume", "cancel"];
    case "awaiting-confirmation":
      return ["confirm", "cancel"];
    default:
      return [];
  }
}
