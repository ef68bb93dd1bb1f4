import { describe, expect, it } from "vitest";
import { writtenBy } from "./documents";

describe("What an event wrote", () => {
  it("is the definition of an agent, and nothing of an event that only says what happened", () => {
    const definition = { name: "A" };
    expect(writtenBy({ contract: "agent.revised", payload: { version: { definition } } })?.document).toEqual(definition);
    expect(writtenBy({ contract: "agent.activated", payload: { version: { number: 1 } } })).toBeUndefined();
  });

  it("is told apart by the name of the budget, since all are in one stream", () => {
    const [all, one] = ["all", "one"].map((name) => writtenBy({ contract: "budget.set", payload: { budget: { name } } }));
    expect(all?.name).not.toBe(one?.name);
  });
});
