import type { Schema } from "@/api/types";
import { whole } from "@/format/format";
import { shortId } from "@/format/format";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";

type Table = Schema["TableComparison"];

const HEAD = ["Table", "Rows that serve", "Rows anew", "Checksums", "Result"];

/** What the generation that serves and the new one say, table by table. */
export function Comparison({ comparison }: { comparison: Schema["GenerationComparison"] }) {
  const differing = comparison.tables.filter(({ differences }) => differences.length > 0);
  return (
    <section aria-label="Comparison" className="space-y-3">
      <p>
        {comparison.same ? "Both generations say the same" : "The generations differ"} at position{" "}
        <span className="tabular">{whole(comparison.position)}</span>, compared <When at={comparison.comparedAt} relative />.
      </p>
      <div
        role="region"
        aria-label="Compared tables"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-line scroll-thin"
      >
        <table className="w-full">
          <thead>
            <tr>
              {HEAD.map((title, index) => (
                <th
                  key={title}
                  scope="col"
                  className={`h-8 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-muted ${
                    index === 1 || index === 2 ? "text-right" : "text-left"
                  }`}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparison.tables.map((table) => (
              <Row key={table.table} table={table} />
            ))}
          </tbody>
        </table>
      </div>
      {differing.map((table) => (
        <Differences key={table.table} table={table} />
      ))}
    </section>
  );
}

function Row({ table }: { table: Table }) {
  const same = table.rowsBefore === table.rowsAfter && table.checksumBefore === table.checksumAfter;
  return (
    <tr className="[&>td]:border-b [&>td]:border-line [&>td]:px-3 [&>td]:py-2 last:[&>td]:border-b-0">
      <td className="font-mono text-xs">{table.table}</td>
      <td className="text-right tabular">{whole(table.rowsBefore)}</td>
      <td className="text-right tabular">{whole(table.rowsAfter)}</td>
      <td className="font-mono text-xs whitespace-nowrap" title={`${table.checksumBefore}\n${table.checksumAfter}`}>
        {shortId(table.checksumBefore)} {same ? "=" : "≠"} {shortId(table.checksumAfter)}
      </td>
      <td>
        <StatusChip status={same ? "same" : "differs"} tone={same ? "good" : "bad"} />
      </td>
    </tr>
  );
}

const SAID: Record<Schema["RowDifference"]["kind"], string> = {
  added: "only in the new generation",
  missing: "only in the one that serves",
  changed: "differs in",
};

function Differences({ table }: { table: Table }) {
  return (
    <div className="space-y-1">
      <h3 className="text-sm font-medium">Rows of {table.table} that differ</h3>
      <ul className="space-y-1 text-sm">
        {table.differences.map(({ key, kind, columns }) => (
          <li key={key.join(" ")} className="break-words">
            <code className="font-mono text-xs">{key.join(", ")}</code>{" "}
            <span className="text-muted">
              {SAID[kind]} {columns.join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted">The first that were found; their contents may be of any project and are not shown.</p>
    </div>
  );
}
