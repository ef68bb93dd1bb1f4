import { describe, expect, it } from "vitest";
import { withOnly } from "./chosen";

const PARAMETERS = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];

const DESCRIPTION = {
  openapi: "3.1.0",
  paths: {
    "/orders": { get: { operationId: "list" }, post: { operationId: "list" } },
    "/orders/{id}": { parameters: PARAMETERS, delete: { summary: "Cancels" }, trace: {} },
    "/items": { $ref: "#/components/pathItems/items" },
  },
  components: { pathItems: { items: { get: { summary: "Items" }, put: {} } } },
};

describe("A description with only some operations", () => {
  it("has those, under the names that were shown, and what they share", () => {
    const names = new Map([
      ["POST /orders", "list_2"],
      ["DELETE /orders/{id}", "delete_order"],
    ]);

    const { paths } = withOnly(DESCRIPTION, names);

    expect(paths).toEqual({
      "/orders": { post: { operationId: "list_2" } },
      "/orders/{id}": { parameters: PARAMETERS, delete: { summary: "Cancels", operationId: "delete_order" } },
      "/items": {},
    });
  });

  it("has those that are only referred to", () => {
    const { paths } = withOnly(DESCRIPTION, new Map([["GET /items", "items"]]));

    expect(paths).toMatchObject({ "/items": { get: { summary: "Items", operationId: "items" } } });
  });

  it("keeps everything else", () => {
    const { paths: _, ...rest } = withOnly(DESCRIPTION, new Map());

    expect(rest).toEqual({ openapi: "3.1.0", components: DESCRIPTION.components });
  });
});
