import { describe, expect, it } from "vitest";
import { byModel, entryOf, lineOf, wrongWith } from "./book";

const MINI = { provider: "openai", model: "gpt-mini", input: "0.25", output: "2" };

describe("A price book that is edited", () => {
  it("sends only the rates that were typed", () => {
    expect(entryOf({ ...lineOf(MINI, "1"), cacheRead: " 0.025 " })).toEqual({ ...MINI, cacheRead: "0.025" });
  });

  it.each([
    [{ output: "" }, "Output of openai gpt-mini is missing"],
    [{ input: "two" }, "Input of openai gpt-mini is not an amount of dollars"],
    [{ model: " " }, "Each line needs a provider and a model"],
  ])("says what is wrong with %o", (change, wrong) => {
    expect(wrongWith([{ ...lineOf(MINI, "1"), ...change }])).toBe(wrong);
  });

  it("prices no model twice", () => {
    expect(wrongWith([lineOf(MINI, "1"), lineOf(MINI, "2")])).toBe("There are two lines for openai gpt-mini");
    expect(wrongWith([lineOf(MINI, "1"), lineOf({ ...MINI, model: "*" }, "2")])).toBeUndefined();
  });

  it("is compared by what it prices, wherever the line stands", () => {
    expect(byModel({ entries: [MINI], unknown: "refuse" })).toEqual({
      "openai gpt-mini": { input: "0.25", output: "2" },
      unknown: "refuse",
    });
  });
});
