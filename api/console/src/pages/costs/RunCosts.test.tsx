import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, problem, Server } from "@/test/server";

const RUNS = "GET /api/v1/runs";

function run(agentSlug: string, cost: string) {
  return {
    runId: `run_${agentSlug}_${cost}`,
    agentId: `agt_${agentSlug}`,
    agentSlug,
    models: ["rehearsal/rehearsal"],
    usage: { cost, costComplete: true, tokens: { input: 10, output: 5 } },
    requestedAt: new Date().toISOString(),
    status: "completed",
    mode: "production",
  };
}

describe("What runs cost", () => {
  let server: Server;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "ada", project: "main", roles: ["viewer"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }));
  });

  it("is added up over all pages, exactly", async () => {
    server.answers(RUNS, ({ query }) =>
      query.cursor
        ? json({ items: [run("writer", "0.2")] })
        : json({ items: [run("writer", "0.1"), run("reader", "0.000001")], next: "more" }),
    );
    openAt("/costs?tab=runs&range=24h");

    expect(await screen.findByText("Over all 3 runs of this time.")).toBeTruthy();
    expect(screen.getAllByText("$0.300001").length).toBeGreaterThan(0);
    const [writer, reader] = within(screen.getByRole("list", { name: "By agent" })).getAllByRole("listitem");
    expect(writer?.textContent).toContain("$0.30100% · 2 runs · 30 tokens");
    expect(reader?.textContent).toContain("0% · 1 run");
  });

  it("goes on where it failed, and does not count twice", async () => {
    // given a server that fails after the first page
    server.answers(RUNS, ({ query }) =>
      query.cursor ? problem(403, "forbidden", "Not now") : json({ items: [run("writer", "0.1")], next: "more" }),
    );
    openAt("/costs?tab=runs");
    expect((await screen.findByRole("alert")).textContent).toContain("Not now");
    expect(screen.getByText("Only over the newest 1 run of this time.")).toBeTruthy();

    // when it answers again
    server.answers(RUNS, ({ query }) =>
      json(query.cursor ? { items: [run("writer", "0.2")] } : { items: [run("writer", "0.1")], next: "more" }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    // then the rest is added
    expect(await screen.findByText("Over all 2 runs of this time.")).toBeTruthy();
    expect(screen.getAllByText("$0.30").length).toBeGreaterThan(0);
    expect(server.askedFor(RUNS).filter(({ query }) => query.cursor === undefined)).toHaveLength(1);
  });
});
