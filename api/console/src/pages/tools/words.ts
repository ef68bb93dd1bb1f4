/** When a person must allow a call. */
export const APPROVALS = { always: "Needs approval", never: "No approval", when: "Approval by condition" } as const;

/** What each effect means for whoever runs a call again. */
export const EFFECTS = {
  read: "Changes nothing. It may be called again at any time.",
  idempotent: "Changes something; twice is the same as once, so it may be called again.",
  effectful: "Changes something each time. When its outcome is unknown, a person looks before it is called again.",
} as const;
