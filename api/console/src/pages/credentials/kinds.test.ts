import { describe, expect, it } from "vitest";
import { draftOf, NEW, secretsOf, asUse } from "./kinds";

describe("A credential that is typed", () => {
  it("sends only what its kind knows", () => {
    const typed = { ...NEW, parameter: "X-Key", tokenUrl: "https://sso.example", headers: "A, B", hosts: "api.example, *.b.example" };

    expect(asUse(typed)).toEqual({
      header: "X-Key",
      hosts: ["api.example", "*.b.example"],
      clientSecretInBody: false,
      allowPrivate: false,
    });
    expect(asUse({ ...typed, kind: "headers" })).toMatchObject({ headers: ["A", "B"] });
    expect(asUse({ ...typed, kind: "oauth2-client-credentials", tokenParameters: "audience=x=y" })).toMatchObject({
      tokenUrl: "https://sso.example",
      tokenParameters: { audience: "x=y" },
    });
  });

  it("is the same again when it is read to be rotated", () => {
    const use = { query: "api_key", hosts: ["api.example"], clientSecretInBody: false, allowPrivate: false };
    const view = { name: "maps", kind: "api-key" as const, use };

    expect(asUse(draftOf(view as never))).toEqual(use);
  });

  it("asks for a secret for each header that it names", () => {
    expect(secretsOf({ ...NEW, kind: "headers", headers: "X-User, X-Token" })).toEqual({
      "X-User": "X-User",
      "X-Token": "X-Token",
    });
  });
});
