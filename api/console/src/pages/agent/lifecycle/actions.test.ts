import { describe, expect, it } from "vitest";
import { nextMove, reasonAgainst, type Agent, type Move } from "./actions";

const ref = (number: number) => ({ number, hash: `sha256:${number}` });

function agent(change: Partial<Agent>): Agent {
  return {
    agentId: "agt_1",
    slug: "writer",
    name: "Writer",
    kind: "context",
    tags: [],
    status: "draft",
    latest: ref(2),
    candidate: { status: "draft", version: ref(2) },
    streamVersion: 0,
    createdAt: "2026-01-01T10:00:00Z",
    createdBy: "ada",
    updatedAt: "2026-01-01T10:00:00Z",
    updatedBy: "ada",
    ...change,
  };
}

const draft = agent({});
const draftBesideActive = agent({ status: "active", active: ref(1) });
const requested = agent({ status: "promotion-requested", candidate: { status: "promotion-requested", version: ref(2) } });
const approved = agent({ status: "approved", candidate: { status: "approved", version: ref(2) } });
const { candidate: _, ...rest } = agent({ status: "active", active: ref(2) });
const active: Agent = rest;
const archived: Agent = { ...rest, status: "archived" };

function allowed(which: Agent): Move[] {
  return (["promote", "withdraw", "demote", "archive", "restore"] as const).filter(
    (move) => reasonAgainst(move, which) === undefined,
  );
}

describe("What can be done with an agent", () => {
  it.each([
    ["a draft", draft, ["promote", "archive"], "promote"],
    ["a draft beside an active version", draftBesideActive, ["promote", "demote", "archive"], "promote"],
    ["a requested promotion", requested, ["withdraw", "archive"], "withdraw"],
    ["an approved promotion", approved, ["archive"], "promote"],
    ["an active version", active, ["demote", "archive"], "promote"],
    ["an archived agent", archived, ["restore"], "restore"],
  ] as const)("depends on its state: %s", (_name, which, moves, next) => {
    expect(allowed(which)).toEqual(moves);
    expect(nextMove(which)).toBe(next);
  });

  it("is explained where it cannot be done", () => {
    expect(reasonAgainst("promote", active)).toBe("Version 2 is active; revise the agent first");
    expect(reasonAgainst("promote", requested)).toBe("Version 2 waits to be approved already");
    expect(reasonAgainst("demote", archived)).toBe("It is archived; restore it first");
    expect(reasonAgainst("archive", archived)).toBe("It is archived already");
    expect(reasonAgainst("withdraw", draft)).toBe("No promotion waits to be approved");
  });
});
