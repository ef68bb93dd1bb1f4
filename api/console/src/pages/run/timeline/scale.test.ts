import { describe, expect, it } from "vitest";
import { answer, NOON, told } from "../events.testing";
import { stepsOf } from "../steps";
import { scaleOf, ticks } from "./scale";

const MINUTE = 60_000;
const asked = (step: number) => ({ step, attempt: 1, model: "m", delayMillis: 0 });

/** Two calls of a second, a minute apart. */
const STEPS = stepsOf(
  told(
    [0, "run.model-call-requested", asked(1)],
    [1_000, "run.model-call-completed", answer(1, "", "ask_human")],
    [MINUTE, "run.model-call-requested", asked(2)],
    [MINUTE + 1_000, "run.model-call-completed", answer(2, "Done")],
  ),
);
const END = NOON + MINUTE + 1_000;

describe("The scale of a timeline", () => {
  it("folds the time in which nothing was carried out", () => {
    const scale = scaleOf(STEPS, NOON, END, true);

    expect(scale.gaps.map(({ from, to }) => [from - NOON, to - NOON])).toEqual([[1_000, MINUTE]]);
    expect(scale.millis).toBeCloseTo(2_100);
    expect(scale.at(NOON + 1_000)).toBeCloseTo(1_000 / 2_100);
    expect(scale.at(NOON + MINUTE)).toBeCloseTo(1_100 / 2_100);
    expect(scale.at(END)).toBe(1);
  });

  it("shows it when it is wanted", () => {
    const scale = scaleOf(STEPS, NOON, END, false);

    expect(scale.gaps).toEqual([]);
    expect(scale.at(NOON + 1_000)).toBeCloseTo(1_000 / (MINUTE + 1_000));
  });

  it("is marked at round moments with room between, of which none is in what is folded", () => {
    const marks = ticks(scaleOf(STEPS, NOON, END, true), NOON, END, 5).map(({ after }) => after);

    expect(marks).toEqual([0, 500, 1_000, MINUTE + 500, MINUTE + 1_000]);
  });
});
