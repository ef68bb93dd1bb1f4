import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { cx } from "../cx";
import { FIXED, reading, WRITING, type Language } from "./setup";

/** Something to say about a line. */
interface LineMark {
  line: number;
  message: string;
  severity: "error" | "warning";
}

interface EditorProps {
  text: string;
  language: Language;
  label: string;
  /** Without it the text can only be read. */
  onChange?: (text: string) => void;
  /** The attributes of the field around it. */
  control?: { "aria-describedby"?: string | undefined; "aria-invalid"?: boolean | undefined };
  className?: string;
  /** What is shown in the margin, and on hover. */
  marks?: readonly LineMark[];
}

const ATTRIBUTES = new Compartment();

export default function Editor({ text, language, label, onChange, control, className, marks }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView>();
  const changed = useRef(onChange);
  const first = useRef(text);
  const described = control?.["aria-describedby"];
  const invalid = control?.["aria-invalid"];
  const writes = onChange !== undefined;
  const marked = marks !== undefined;
  const told = JSON.stringify(marks ?? []);
  useEffect(() => {
    changed.current = onChange;
  });
  useEffect(() => {
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          writes ? WRITING : FIXED,
          reading(language),
          marked ? lintGutter() : [],
          ATTRIBUTES.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              first.current = update.state.doc.toString();
              changed.current?.(first.current);
            }
          }),
        ],
      }),
    });
    setView(editor);
    return () => editor.destroy();
  }, [language, writes, marked]);
  useEffect(() => {
    // Without a new editor, which would take the focus from whoever types what is wrong.
    const attributes = EditorView.contentAttributes.of({
      "aria-label": label,
      ...(described ? { "aria-describedby": described } : {}),
      ...(invalid ? { "aria-invalid": "true" } : {}),
    });
    view?.dispatch({ effects: ATTRIBUTES.reconfigure(attributes) });
  }, [view, label, described, invalid]);
  useEffect(() => {
    if (!view) {
      return;
    }
    if (view.state.doc.toString() !== text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    }
    if (marked) {
      const { doc } = view.state;
      const diagnostics = (JSON.parse(told) as LineMark[]).map(({ line, ...mark }) => {
        const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
        return { ...mark, from, to };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    }
  }, [view, text, marked, told]);
  return (
    <div
      ref={host}
      className={cx(
        "max-h-[36rem] overflow-auto rounded-md border border-line-strong focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent scroll-thin",
        className,
      )}
    />
  );
}
