import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, Server } from "@/test/server";

const RUNS = "/api/v1/runs";

function run(id: string) {
  return {
    runId: id,
    agentId: "agt_1",
    agentSlug: "writer",
    kind: "context",
    version: { number: 1, hash: "sha256:1" },
    status: "completed",
    mode: "production",
    requestedAt: "2026-01-01T10:00:00Z",
    requestedBy: "ada",
    endedAt: "2026-01-01T10:00:01Z",
    attempts: 1,
    labels: {},
    limits: {},
    models: [],
    waiting: [],
    streamVersion: 1,
    usage: { cost: "0.25", costComplete: true, modelCalls: 1, steps: 1, tokens: { input: 1, output: 1 }, toolCalls: 0 },
  };
}

describe("A table", () => {
  beforeEach(() => {
    new Server()
      .answers(`GET ${RUNS}`, ({ query }) =>
        query.cursor === "second" ? json({ items: [run("run_3")] }) : json({ items: [run("run_1"), run("run_2")], next: "second" }),
    );
  });

  it("stops at both ends", async () => {
    openAt("/runs");
    await screen.findByRole("table");
    const user = userEvent.setup();

    // J at the last row and K at the first stay where they are
    await user.keyboard("jjjj");
    expect(document.activeElement?.textContent).toContain("run_2");
    await user.keyboard("kkkk");
    expect(document.activeElement?.textContent).toContain("run_1");
  });

  it("loads more pages while there are any", async () => {
    openAt("/runs");
    await userEvent.click(await screen.findByRole("button", { name: "Load more" }));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(4));
    expect(screen.queryByRole("button", { name: "Load more" })).toBeNull();
    expect(screen.getByText("3 in all")).toBeTruthy();
  });

  it("leaves letters to those who type", async () => {
    openAt("/agents");
    const user = userEvent.setup();
    const field = await screen.findByRole("searchbox");
    await user.type(field, "j?k");
    expect((field as HTMLInputElement).value).toBe("j?k");
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
