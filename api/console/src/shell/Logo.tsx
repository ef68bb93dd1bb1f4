/** Two links of a chain on a page of the ledger. */
export function Logo({ named = true }: { named?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg viewBox="0 0 24 24" aria-hidden className="size-6 shrink-0">
        <rect width="24" height="24" rx="5.5" className="fill-accent" />
        <g fill="none" strokeWidth="1.9" strokeLinecap="round" className="stroke-on-accent">
          <rect x="4.6" y="5" width="9" height="5.8" rx="2.9" />
          <rect x="10.4" y="13.2" width="9" height="5.8" rx="2.9" />
          <path d="M10.9 9.4l2.2 5.2" />
        </g>
      </svg>
      {named && <span className="font-semibold tracking-tight">Agent Ledger</span>}
    </span>
  );
}
