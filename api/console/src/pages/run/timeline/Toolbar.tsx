import { Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { words } from "@/format/format";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { useShortcut } from "@/ui/shortcuts";
import { oneOf, useUrlState } from "@/ui/urlState";
import { heatColour } from "./Bars";
import { HEATS, type Heat } from "./rows";

const CLOSEST = 64;

/** How the timeline is looked at; all of it in the address. */
export function useView(): { heat: Heat; fold: boolean; zoom: number } {
  const [search] = useUrlState();
  return {
    heat: oneOf(HEATS, search.heat) ?? "type",
    fold: search.idle !== "shown",
    zoom: Math.min(CLOSEST, Math.max(1, Number(search.zoom) || 1)),
  };
}

export function Toolbar({ count, canFold }: { count: number; canFold: boolean }) {
  const [, change] = useUrlState();
  const { heat, fold, zoom } = useView();
  const zoomTo = (next: number) => change({ zoom: next <= 1 ? undefined : String(Math.min(CLOSEST, next)) });
  useShortcut("+", "Zoom in", () => zoomTo(zoom * 2));
  useShortcut("-", "Zoom out", () => zoomTo(zoom / 2));
  useShortcut("0", "Fit the whole run", () => zoomTo(1));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-2">
      <span className="text-xs text-muted tabular">{count === 1 ? "1 step" : `${count} steps`}</span>
      <div role="group" aria-label="Colour by" className="flex items-center gap-1">
        <span className="mr-1 text-xs text-muted">Colour by</span>
        {HEATS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={heat === each}
            onClick={() => change({ heat: each === "type" ? undefined : each })}
            className={cx(
              "h-6 rounded border px-2 text-xs font-medium max-md:h-8",
              heat === each ? "border-accent bg-accent-soft text-ink" : "border-line text-muted hover:text-ink",
            )}
          >
            {words(each)}
          </button>
        ))}
      </div>
      {heat !== "type" && <Legend heat={heat} />}
      <label className={cx("flex items-center gap-1.5 text-xs", canFold ? "cursor-pointer" : "text-faint")}>
        <input
          type="checkbox"
          checked={fold}
          onChange={() => change({ idle: fold ? "shown" : undefined })}
          className="size-3.5 accent-accent"
        />
        Fold idle time
      </label>
      <div className="ml-auto flex items-center max-md:ml-0">
        <IconButton icon={ZoomOut} label="Zoom out" keys="-" onClick={() => zoomTo(zoom / 2)} />
        <span className="w-10 text-center text-xs text-muted tabular">{zoom}×</span>
        <IconButton icon={ZoomIn} label="Zoom in" keys="+" onClick={() => zoomTo(zoom * 2)} />
        <IconButton icon={Maximize2} label="Fit the whole run" keys="0" onClick={() => zoomTo(1)} />
      </div>
    </div>
  );
}

function Legend({ heat }: { heat: Heat }) {
  const [least, most] = heat === "cost" ? ["cheap", "dear"] : ["short", "long"];
  const stops = [0, 0.25, 0.5, 0.75, 1].map(heatColour).join(", ");
  return (
    <span className="flex items-center gap-1.5 text-xs text-muted">
      {least}
      <span aria-hidden className="h-2 w-16 rounded-full" style={{ background: `linear-gradient(to right, ${stops})` }} />
      {most}
    </span>
  );
}
