import { describe, expect, it } from "vitest";
import { usd } from "@/format/usd";
import { add, NOTHING, overTime, ranked } from "./figures";

function run(agentSlug: string, cost: string, models: string[] = ["acme/small"], costComplete = true) {
  return {
    agentId: `agt_${agentSlug}`,
    agentSlug,
    models,
    mode: "production" as const,
    status: "completed" as const,
    requestedAt: new Date(2026, 0, 2, 10, 30).toISOString(),
    usage: { cost, costComplete, steps: 1, modelCalls: 1, toolCalls: 0, tokens: { input: 10, output: 5 } },
  } as Parameters<typeof add>[1][number];
}

describe("The figures of runs", () => {
  it("add up to the last millionth, over pages", () => {
    const first = add(NOTHING, [run("writer", "0.1"), run("writer", "0.2")], "day");
    const both = add(first, [run("reader", "0.000001")], "day");
    expect(usd(both.cost)).toBe("0.300001");
    expect(both.runs).toBe(3);
    expect(both.tokens).toBe(45);
    expect(ranked(both.agents).map(({ name, cost, runs }) => [name, usd(cost), runs])).toEqual([
      ["writer", "0.3", 2],
      ["reader", "0.000001", 1],
    ]);
  });

  it("do not split the cost of a run among its models", () => {
    const { models } = add(NOTHING, [run("a", "1", ["acme/small", "acme/large"]), run("b", "0", [])], "day");
    expect(ranked(models).map(({ name }) => name)).toEqual(["acme/large + acme/small", "No model"]);
  });

  it("say of how many runs not all is known", () => {
    expect(add(NOTHING, [run("a", "1", [], false), run("a", "1")], "day").incomplete).toBe(1);
  });

  it("have a place for each day, also those without runs", () => {
    const { times } = add(NOTHING, [run("a", "1")], "day");
    const days = overTime(times, new Date(2026, 0, 1, 12).toISOString(), new Date(2026, 0, 3, 12).getTime(), "day");
    expect(days.map(({ name, runs }) => [name, runs])).toEqual([
      ["2026-01-01", 0],
      ["2026-01-02", 1],
      ["2026-01-03", 0],
    ]);
  });
});
