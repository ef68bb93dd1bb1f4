import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, Server, type Told } from "@/test/server";

const RUNS = "/api/v1/runs";
const TOKENS = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

function run(id: string, status: string, minute: number, more: object = {}) {
  return {
    runId: `run_${id}`,
    agentId: "agt_1",
    agentSlug: `agent-${id}`,
    version: { number: 1, hash: "sha256:1" },
    kind: "context",
    mode: "production",
    status,
    waiting: [],
    labels: {},
    limits: {},
    models: [],
    usage: { steps: 1, modelCalls: 1, toolCalls: 0, tokens: TOKENS, cost: "0.00", costComplete: true },
    attempts: 0,
    requestedAt: `2026-01-01T10:0${minute}:00Z`,
    requestedBy: "ada",
    streamVersion: 0,
    ...more,
  };
}

const rows = async () =>
  within(await screen.findByRole("table", { name: "Runs" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent);

describe("The list of runs", () => {
  let server: Server;
  let told: Told;

  beforeEach(() => {
    const runs = [run("b", "running", 2), run("a", "completed", 1)];
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "olga", project: "main", roles: ["operator"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/agents", () => json({ items: [{ agentId: "agt_1", slug: "agent-a" }] }))
      .answers(`GET ${RUNS}`, () => json({ items: runs }))
      .streams(RUNS, (opened) => {
        told = opened;
      });
  });

  it("shows new runs first, and what others do meanwhile", async () => {
    openAt("/runs");
    expect(await rows()).toHaveLength(2);
    await waitFor(() => expect(told).toBeDefined());

    told.tell("changed", run("c", "running", 3));
    told.tell("changed", run("b", "suspended", 2, { suspension: { reason: "approval", detail: "pay", since: "2026-01-01T10:02:00Z" } }));

    await waitFor(async () => {
      const [c, b, a] = await rows();
      expect(c).toMatch(/agent-c.*Running/);
      expect(b).toMatch(/agent-b.*Suspended.*Approval/);
      expect(a).toMatch(/agent-a.*Completed/);
    });
  });

  it("is filtered by what the address says", async () => {
    openAt("/runs?status=failed&agent=agent-a&mode=trial&waiting=true&label=team:a&time=1h");
    await rows();

    const { from, ...query } = server.askedFor(`GET ${RUNS}`).at(-1)!.query;
    expect(query).toEqual({ status: "failed", agent: "agent-a", mode: "trial", waiting: "true", label: "team:a" });
    expect(Date.now() - Date.parse(from!)).toBeLessThan(3_700_000);
  });

  it("puts what is chosen into the address", async () => {
    const router = openAt("/runs");
    await rows();

    await userEvent.click(screen.getByRole("link", { name: "Suspended" }));
    await userEvent.selectOptions(screen.getByLabelText("Mode"), "trial");

    await waitFor(() => expect(router.state.location.search).toEqual({ status: "suspended", mode: "trial" }));
  });

  it("gives each id for copying, and tells which choice holds", async () => {
    const person = userEvent.setup();
    openAt("/runs?status=completed");
    await rows();

    await person.click(screen.getByRole("button", { name: "Copy run_a" }));

    expect(await navigator.clipboard.readText()).toBe("run_a");
    expect(screen.getByRole("link", { name: "Completed", current: "page" })).toBeDefined();
    expect(screen.getByRole("link", { name: "All", current: false })).toBeDefined();
  });
});
