import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { cx } from "../cx";
import { useMedia } from "../useMedia";
import { FIXED, reading, type Language } from "./setup";

interface DiffProps {
  before: string;
  after: string;
  beforeLabel: string;
  afterLabel: string;
  language: Language;
  unified?: boolean;
}

const WIDE = "(min-width: 900px)";
const COLLAPSE = { margin: 3, minSize: 6 };

export default function Diff({ before, after, beforeLabel, afterLabel, language, unified = false }: DiffProps) {
  const host = useRef<HTMLDivElement>(null);
  const sideBySide = useMedia(WIDE) && !unified;
  useEffect(() => {
    const labelled = (label: string) => [FIXED, reading(language), EditorView.contentAttributes.of({ "aria-label": label })];
    const view = sideBySide
      ? new MergeView({
          parent: host.current!,
          a: { doc: before, extensions: labelled(beforeLabel) },
          b: { doc: after, extensions: labelled(afterLabel) },
          collapseUnchanged: COLLAPSE,
          gutter: false,
        })
      : new EditorView({
          parent: host.current!,
          state: EditorState.create({
            doc: after,
            extensions: [
              labelled(`${afterLabel} with what differs from ${beforeLabel}`),
              unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: COLLAPSE, gutter: false }),
            ],
          }),
        });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel, language, sideBySide]);
  return (
    <figure className="min-w-0">
      <figcaption className="flex gap-4 pb-1 text-xs text-muted">
        <span className={cx(sideBySide && "flex-1")}>{beforeLabel}</span>
        {!sideBySide && <span aria-hidden>→</span>}
        <span className="flex-1">{afterLabel}</span>
      </figcaption>
      <div ref={host} className="max-h-[40rem] overflow-auto rounded-md border border-line-strong scroll-thin" />
    </figure>
  );
}
