import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, problem, Server } from "@/test/server";

const ADMIN = {
  keyId: "key_admin",
  name: "admin",
  owner: "admin",
  project: "default",
  roles: ["admin"],
  revoked: false,
  issuedAt: "2026-01-01T10:00:00Z",
  issuedBy: "system:bootstrap",
  streamVersion: 0,
};

describe("The keys", () => {
  let server: Server;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "admin", project: "default", roles: ["viewer", "admin"], keyId: ADMIN.keyId }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/keys", () => json({ items: [ADMIN] }));
  });

  it("keep the last administrator, and say why", async () => {
    // given a server that spares the last key of an administrator
    server.answers("DELETE /api/v1/keys/key_admin", () =>
      problem(409, "wrong-state", "This is the last good key of an administrator; issue another one first", {
        correlationId: "cor_1",
      }),
    );
    openAt("/settings/keys");

    // when somebody would revoke it
    await userEvent.click(await screen.findByRole("button", { name: /^Revoke\s*admin$/ }));
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toContain("you will be signed out");
    await userEvent.click(within(question).getByRole("button", { name: "Revoke" }));

    // then the reason shows where it was asked
    const alert = await within(question).findByRole("alert");
    expect(alert.textContent).toContain("This is the last good key of an administrator");
    expect(alert.textContent).toContain("cor_1");
  });

  it("of another project are those that the address names", async () => {
    openAt("/settings/keys?project=acme");
    await screen.findByRole("table", { name: "Keys" });

    expect(server.askedFor("GET /api/v1/keys").at(-1)?.query).toMatchObject({ project: "acme" });
  });

  it("keep what was typed of one, but never show a secret again", async () => {
    server.answers("POST /api/v1/keys", ({ body }) => json({ ...ADMIN, ...(body as object), keyId: "key_2", secret: "al_once" }, { status: 201 }));
    openAt("/settings/keys");
    await userEvent.click(await screen.findByRole("button", { name: "Issue a key" }));
    await userEvent.type(screen.getByLabelText("Name"), "robot");

    // when the dialog is left and opened again
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Issue a key" }));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("robot");
    await userEvent.click(screen.getByRole("button", { name: "Issue the key" }));
    expect((await screen.findByLabelText<HTMLInputElement>("Secret of the key")).value).toBe("al_once");
    await userEvent.click(screen.getByRole("button", { name: "I have kept it" }));

    // then neither what was typed nor the secret is kept
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("al_once");
    await userEvent.click(screen.getByRole("button", { name: "Issue a key" }));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("");
  });
});
