import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, Server } from "@/test/server";

const RUNS = "/api/v1/runs";

function run(id: string) {
  return {
    runId: id,
    agentSlug: "writer",
    status: "completed",
    usage: { cost: "0.25", tokens: { input: 1, output: 1 } },
    requestedAt: "2026-01-01T10:00:00Z",
  };
}

describe("A table", () => {
  beforeEach(() => {
    new Server()
      .answers(`GET ${RUNS}`, ({ query }) =>
        query.cursor === "second" ? json({ items: [run("run_3")] }) : json({ items: [run("run_1"), run("run_2")], next: "second" }),
      )
      .answers(`GET ${RUNS}/run_2`, () => json(run("run_2")))
      .answers(`GET ${RUNS}/run_1`, () => json(run("run_1")));
  });

  it("stops at both ends, and detail pages go on through it", async () => {
    const router = openAt("/runs");
    await screen.findByRole("table");
    const user = userEvent.setup();

    // J at the last row and K at the first stay where they are
    await user.keyboard("jjjj");
    expect(document.activeElement?.textContent).toContain("run_2");
    await user.keyboard("kkkk");
    expect(document.activeElement?.textContent).toContain("run_1");

    // in the detail, J goes to the next of the list
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/run_1"));
    await screen.findByRole("heading", { name: "Run of writer" });
    await user.keyboard("j");
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/run_2"));
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
