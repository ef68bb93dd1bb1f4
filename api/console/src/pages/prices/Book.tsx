import { whole } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Money, When } from "@/ui/values";
import { RATES, UNKNOWN, type Rate } from "./book";

type Entry = Schema["PriceView"];

const COLUMNS: readonly Column<Entry>[] = [
  {
    id: "model",
    header: "Model",
    wide: true,
    cell: ({ provider, model }) => (
      <span className="break-all">
        <span className="text-muted">{provider}/</span>
        <span className="font-medium text-ink">{model}</span>
        {model.endsWith("*") && <span className="ml-2 text-xs text-muted">all whose names begin so</span>}
      </span>
    ),
  },
  ...(Object.keys(RATES) as Rate[]).map(
    (rate): Column<Entry> => ({
      id: rate,
      header: RATES[rate],
      align: "right",
      secondary: rate !== "input" && rate !== "output",
      cell: (entry) => (
        <>
          <span className="md:hidden">{RATES[rate]} </span>
          {entry[rate] === undefined ? <AsAnother rate={rate} /> : <Money usd={entry[rate]} />}
        </>
      ),
    }),
  ),
];

/** The price book of one version. */
export function Book({ book }: { book: Schema["PriceBookView"] }) {
  const { version, entries, unknown, amendedAt, amendedBy, reason } = book;
  return (
    <div className="space-y-3">
      <p className="text-muted">
        {amendedAt === undefined ? (
          "No book was adopted yet: rehearsals cost nothing. "
        ) : (
          <>
            Version {version}, by {amendedBy} <When at={amendedAt} relative />
            {reason ? `: ${reason}. ` : ". "}
          </>
        )}
        {UNKNOWN[unknown].means}
      </p>
      <DataTable
        label="Prices"
        list={whole(entries)}
        columns={COLUMNS}
        rowKey={({ provider, model }) => `${provider} ${model}`}
        empty={<EmptyState title="No prices">{UNKNOWN[unknown].means}</EmptyState>}
      />
    </div>
  );
}

/** What a rate that was left out costs. */
function AsAnother({ rate }: { rate: Rate }) {
  return (
    <span className="text-faint">
      {rate === "perCall" ? "nothing" : rate === "reasoning" ? "as output" : "as input"}
    </span>
  );
}
