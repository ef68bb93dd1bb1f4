/** What an operator can say about a call that never answered. */
export type Resolution = "done" | "retry" | "fail";

export const CHOICES: readonly { id: Resolution; label: string; hint: string }[] = [
  { id: "done", label: "It took effect", hint: "You know what came of it. The run goes on with the result that you give." },
  { id: "retry", label: "It did not; send it again", hint: "The same call is sent once more, with the same idempotency key." },
  { id: "fail", label: "Count it as failed", hint: "Nothing is sent. The model is told that the call failed and decides what next." },
];

/** What is said before it is done. */
export const ASKED: Record<Resolution, { title: string; consequence: (tool: string) => string; action: string }> = {
  done: {
    title: "Settle it as done?",
    consequence: () => "The result is recorded under your name and told to the model. This cannot be undone.",
    action: "Settle as done",
  },
  retry: {
    title: "Send it again?",
    consequence: (tool) =>
      `${tool} is called again. If the first call did take effect after all and the tool does not heed its idempotency key, it takes effect twice.`,
    action: "Send again",
  },
  fail: {
    title: "Count it as failed?",
    consequence: () => "The model is told that the call failed, and may call again by itself. This cannot be undone.",
    action: "Count as failed",
  },
};
