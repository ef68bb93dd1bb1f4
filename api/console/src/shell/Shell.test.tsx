import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, Server } from "@/test/server";

const AGENTS = "/api/v1/agents";

function agent(slug: string, name: string) {
  return {
    agentId: `agt_${slug}`,
    slug,
    name,
    status: "draft",
    kind: "context",
    tags: [],
    latest: { number: 1, hash: "sha256:1" },
    streamVersion: 0,
    createdAt: "2026-01-01T10:00:00Z",
    createdBy: "ada",
    updatedAt: "2026-01-01T10:00:00Z",
    updatedBy: "ada",
  };
}

const ALL = [agent("blog-writer", "Blog writer"), agent("hr-assistant", "HR assistant")];

async function found(text: string) {
  const results = within(await screen.findByRole("listbox", { name: "Results" }));
  await waitFor(() => expect(results.getAllByRole("option")[0]?.textContent).toContain(text));
  return results;
}

describe("The frame of the console", () => {
  const user = userEvent.setup();

  beforeEach(() => {
    new Server()
      .answers("GET /api/v1/me", () => json({ name: "ada", project: "main", roles: ["viewer", "builder"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [{}, {}] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/runs", () => json({ items: [] }))
      .answers(`GET ${AGENTS}`, ({ query: { text = "" } }) =>
        json({ items: ALL.filter(({ name }) => name.toLowerCase().includes(text)) }),
      );
  });

  const palette = async () => {
    await screen.findByRole("table", { name: "Agents" });
    await user.keyboard("{Control>}k{/Control}");
    return within(await screen.findByRole("dialog", { name: "Go to" }));
  };
  it.each([
    ["a page", "cred", "Credentials", "/settings/credentials"],
    ["an agent", "hr a", "HR assistant", "/agents/hr-assistant"],
    ["an agent by its id", "agt_1", "Open the agent", "/agents/agt_1"],
    ["a run by its id", "run_1", "Open the run", "/runs/run_1"],
  ] as const)("goes to %s by the palette", async (_what, typed, label, address) => {
    const router = openAt("/agents");
    await palette();
    await user.keyboard(typed);
    await found(label);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe(address));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("marks one of what the palette found with the arrows, and says when it found nothing", async () => {
    const router = openAt("/agents");
    const dialog = await palette();
    await user.keyboard("pro");
    const results = await found("Approvals");
    await user.keyboard("{ArrowDown}");
    expect(results.getByRole("option", { selected: true }).textContent).toContain("Projections");

    await user.keyboard("zzz");
    expect((await dialog.findByRole("status")).textContent).toBe("Nothing found for “prozzz”");
    await user.keyboard("{Enter}{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.state.location.pathname).toBe("/agents");
  });

  it("lists the keys that work where one is", async () => {
    // given a list
    openAt("/agents");
    await screen.findByRole("table", { name: "Agents" });

    // when the keys are asked for
    await user.keyboard("?");
    const overlay = within(await screen.findByRole("dialog", { name: "Keyboard shortcuts" }));

    // then those of the list are among them, and do not work below it
    expect(overlay.getByText("Next row")).toBeTruthy();
    expect(overlay.getByText("Go to Runs")).toBeTruthy();
    await user.keyboard("j{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.activeElement?.tagName).not.toBe("A");
    await user.keyboard("j");
    expect(document.activeElement?.textContent).toContain("Blog writer");
  });

  it("goes to a page by two keys", async () => {
    const router = openAt("/agents");
    await screen.findByRole("table", { name: "Agents" });
    await user.keyboard("gr");
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs"));
  });

  it("groups the places by what people do, and counts what waits for them", async () => {
    openAt("/agents");
    const main = within(await screen.findByRole("navigation", { name: "Main" }));
    expect(main.getAllByRole("list").map((list) => list.getAttribute("aria-labelledby"))).toEqual(
      ["Build", "Operate", "Govern", "Settings"].map((title) => `nav-${title}`),
    );
    expect(await main.findByRole("link", { name: /^Approvals\s*2\s*waiting$/ })).toBeTruthy();
    expect(main.getByRole("link", { name: "Reconcile" })).toBeTruthy();
    expect(main.getByRole("link", { current: "page" }).textContent).toBe("Agents");
  });

  it("keeps the theme that was chosen", async () => {
    // given somebody who chose
    openAt("/agents");
    await user.click(await screen.findByRole("button", { name: /ada$/ }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
    expect(document.documentElement.dataset.theme).toBe("dark");

    // when the menu is opened again, then it is the one that is marked
    await user.click(screen.getByRole("button", { name: /ada$/ }));
    expect((await screen.findByRole("menuitemradio", { name: "Dark" })).getAttribute("aria-checked")).toBe("true");
    await user.click(screen.getByRole("menuitemradio", { name: "System theme" }));
    expect(document.documentElement.dataset.theme).toBe("light");
  });

  it("lets nobody stay who signs out", async () => {
    openAt("/agents");
    await user.click(await screen.findByRole("button", { name: /ada$/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByLabelText("API key")).toBeTruthy();
  });
});
