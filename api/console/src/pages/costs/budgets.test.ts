import { describe, expect, it } from "vitest";
import { consequence, scopeOf } from "./budgets";

describe("A budget", () => {
  it("says whose spending it limits, whatever the name holds", () => {
    expect(scopeOf("project")).toEqual({ kind: "project", subject: "" });
    expect(scopeOf("agent:agt_1")).toEqual({ kind: "agent", subject: "agt_1" });
    expect(scopeOf("user:ada:2")).toEqual({ kind: "user", subject: "ada:2" });
  });

  it("goes on counting with another cap, and begins anew with another scope or window", () => {
    const held = { scope: "project", window: "day" as const };
    expect(consequence(held, held)).toContain("still counts");
    expect(consequence(held, { ...held, window: "month" })).toContain("begins anew");
    expect(consequence(held, { ...held, scope: "user:ada" })).toContain("begins anew");
    expect(consequence(undefined, held)).toContain("begins at nothing");
  });
});
