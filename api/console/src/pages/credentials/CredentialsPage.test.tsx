import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, problem, Server } from "@/test/server";

describe("Storing a credential", () => {
  let server: Server;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "ada", project: "main", roles: ["viewer", "builder", "admin"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/credentials", () => json({ items: [] }));
  });

  it("says what is missing when the program has no master key", async () => {
    // given a program without one
    server.answers("POST /api/v1/credentials", () =>
      problem(503, "unavailable", "There is no master key: set LEDGER_MASTER_KEY to 32 random bytes in base64"),
    );
    openAt("/settings/credentials");
    await userEvent.click((await screen.findAllByRole("button", { name: "Store a credential" }))[0]!);
    const form = await screen.findByRole("dialog");

    // when one is stored
    await userEvent.type(within(form).getByLabelText("Name"), "crm");
    await userEvent.type(within(form).getByLabelText("Key"), "s3cret");
    await userEvent.click(within(form).getByRole("button", { name: "Store" }));

    // then it says so, and what was typed is kept, but for the secret
    expect((await within(form).findByRole("alert")).textContent).toContain("LEDGER_MASTER_KEY");
    expect(form.textContent).toContain("Without a master key the program keeps no secrets");
    expect(within(form).getByLabelText<HTMLInputElement>("Name").value).toBe("crm");
    const kept = JSON.stringify({ ...sessionStorage });
    expect(kept).toContain("crm");
    expect(kept).not.toContain("s3cret");
  });

  it("sends the secret of each header that is named", async () => {
    server.answers("POST /api/v1/credentials", ({ body }) => json(body, { status: 201 }));
    openAt("/settings/credentials");
    await userEvent.click((await screen.findAllByRole("button", { name: "Store a credential" }))[0]!);
    const form = await screen.findByRole("dialog");
    const type = (label: string, text: string) => userEvent.type(within(form).getByLabelText(label), text);

    await type("Name", "shop");
    await userEvent.selectOptions(within(form).getByLabelText("Kind"), "headers");
    await type("Headers", "X-User, X-Token");
    await type("X-User", "me");
    expect(within(form).getByRole("button", { name: "Store" }).getAttribute("aria-disabled")).toBe("true");
    await type("X-Token", "s3cret");
    await userEvent.click(within(form).getByRole("button", { name: "Store" }));

    expect(server.askedFor("POST /api/v1/credentials").at(-1)?.body).toEqual({
      name: "shop",
      kind: "headers",
      use: { headers: ["X-User", "X-Token"], clientSecretInBody: false, allowPrivate: false },
      secret: { "X-User": "me", "X-Token": "s3cret" },
    });
  });
});
