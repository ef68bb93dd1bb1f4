import type { RunEvent } from "@/api/live";
import type { Contract, Facts } from "./facts";

export const NOON = Date.parse("2026-01-01T12:00:00Z");

/** The events of one run, each as long after noon as it says. */
export function told(...facts: { [C in Contract]: [millis: number, contract: C, payload: Partial<Facts[C]>] }[Contract][]): RunEvent[] {
  return facts.map(([millis, contract, payload], sequence) => ({
    contract,
    sequence,
    position: 100 + sequence,
    revision: 1,
    eventId: `evt_${sequence}`,
    streamId: "run_1",
    streamType: "run",
    recordedAt: new Date(NOON + millis).toISOString(),
    envelope: { actor: "system:run-worker" },
    payload: payload as Record<string, unknown>,
  }));
}

const TOKENS = { input: 10, output: 2, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

/** What a model answered: a text, or the calls that it wants. */
export function answer(step: number, text: string, ...tools: string[]): Facts["run.model-call-completed"] {
  return {
    step,
    attempt: 1,
    call: {
      requestHash: `sha256:${step}`,
      provider: "rehearsal",
      modelAsked: "rehearsal/rehearsal",
      modelAnswered: "rehearsal",
      parameters: {},
      message: {
        role: "assistant",
        text,
        toolCalls: tools.map((tool, index) => ({ callId: `call_${step}_${index + 1}`, tool, arguments: {} })),
      },
      finishReason: "stop",
      usage: TOKENS,
      latencyMillis: 5,
      costMicros: 1_000,
    },
  };
}
