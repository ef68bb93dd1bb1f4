import { describe, expect, it } from "vitest";
import { answer, told } from "../events.testing";
import { stepsOf } from "../steps";
import { sidesOf } from "./difference";
import { pairsOf } from "./pairs";

const asked = (step: number) => ({ step, attempt: 1, model: "m", delayMillis: 0 });

function run(...texts: string[]) {
  return stepsOf(
    told(
      ...texts.flatMap(
        (text, index) =>
          [
            [0, "run.model-call-requested", asked(index + 1)],
            [1, "run.model-call-completed", answer(index + 1, text)],
          ] as Parameters<typeof told>,
      ),
    ),
  );
}

describe("Two runs side by side", () => {
  it("differ where another answer came, and where one of them went on", () => {
    const pairs = pairsOf(run("One", "Two"), run("One", "Another", "Three"), 0);

    expect(pairs.map(({ step, before, after, same }) => [step, before !== undefined, after !== undefined, same])).toEqual([
      [1, true, true, true],
      [2, true, true, false],
      [3, false, true, false],
    ]);
  });

  it("do not differ in what was taken over", () => {
    const pairs = pairsOf(run("One", "Two"), run("One", "Two").slice(1), 1);

    expect(pairs.map(({ same }) => same)).toEqual([true, true]);
  });
});

describe("A difference line by line", () => {
  it("has two sides, with a mark for what is left out", () => {
    const { before, after } = sidesOf("@@ -1,2 +1,2 @@\n model: m\n-system: Be brief.\n+system: Be long.\n@@ -9 +9 @@\n user: Hi");

    expect(before).toBe("model: m\nsystem: Be brief.\n⋯\nuser: Hi");
    expect(after).toBe("model: m\nsystem: Be long.\n⋯\nuser: Hi");
  });

  it("is shown as it is when it is a sentence", () => {
    expect(sidesOf("no visible difference")).toEqual({
      before: "no visible difference",
      after: "no visible difference",
    });
  });
});
