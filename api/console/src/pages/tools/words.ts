/** When a person must allow a call, where nothing says what it is about. */
export const APPROVALS = { always: "Needs approval", never: "No approval", when: "Approval by condition" } as const;

/** When a person must allow a call, as the value of that name. */
export const APPROVAL_RULES = {
  always: "Needed for each call",
  never: "Not needed",
  when: "Needed when the condition holds",
} as const;

/** What each effect means for whoever runs a call again. */
export const EFFECTS = {
  read: "Changes nothing. It may be called again at any time.",
  idempotent: "Changes something; twice is the same as once, so it may be called again.",
  effectful: "Changes something each time. When its outcome is unknown, a person looks before it is called again.",
} as const;
