import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { reading } from "@/api/queries";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { FilterBar } from "@/ui/FilterBar";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { useUrlState } from "@/ui/urlState";
import { Book } from "./Book";
import { BookForm } from "./BookForm";

export function PricesPage() {
  const [search, change] = useUrlState();
  const [editing, setEditing] = useState(false);
  const forbidden = useForbidden("admin");
  const now = useQuery(reading("/api/v1/prices"));
  const asked = /^\d+$/.test(search.version ?? "") ? Number(search.version) : undefined;
  const past = useQuery({
    ...reading("/api/v1/prices", { query: { version: asked } }),
    enabled: asked !== undefined && asked !== now.data?.version,
  });
  const isPast = asked !== undefined && asked !== now.data?.version;
  const { data: book, error, refetch } = isPast ? past : now;
  const newest = now.data?.version ?? 0;
  return (
    <>
      <PageHeader
        title="Prices"
        description="What models cost, in US dollars for a million tokens. Each call is priced by the version that holds when it is made; what earlier calls cost stays as it is."
        actions={
          !editing && (
            <Button
              look="primary"
              icon={Pencil}
              forbidden={forbidden ?? (isPast ? "This is a past version; go to the one that holds" : undefined)}
              onClick={() => setEditing(true)}
            >
              Amend
            </Button>
          )
        }
      />
      {newest > 1 && !editing && (
        <FilterBar>
          <label className="flex items-center gap-2 text-muted">
            Version
            <select
              value={asked ?? newest}
              onChange={({ target }) => change({ version: Number(target.value) === newest ? undefined : target.value })}
              className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
            >
              {Array.from({ length: newest }, (_, index) => newest - index).map((version) => (
                <option key={version} value={version}>
                  {version === newest ? `${version}, which holds` : version}
                </option>
              ))}
            </select>
          </label>
        </FilterBar>
      )}
      {error ? (
        <ProblemPanel problem={error} retry={() => void refetch()} />
      ) : book === undefined ? (
        <Skeleton lines={6} />
      ) : editing ? (
        <BookForm key={book.version} held={book} onClose={() => setEditing(false)} />
      ) : (
        <Book book={book} />
      )}
    </>
  );
}
