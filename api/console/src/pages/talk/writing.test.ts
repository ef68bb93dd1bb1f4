import { describe, expect, it } from "vitest";
import type { Item } from "./activity";
import { beingWritten } from "./writing";

describe("What is being written", () => {
  const items: Item[] = [{ kind: "words", step: 1, text: "Let me see" }];

  it("is what follows on what the log has", () => {
    expect(beingWritten(items, "Let me see\n\nIt is")).toBe("It is");
    expect(beingWritten(items, "Let me see")).toBe("");
    expect(beingWritten([], "It is")).toBe("It is");
  });

  it("is not known where the two differ", () => {
    expect(beingWritten(items, "Something else")).toBeUndefined();
  });
});
