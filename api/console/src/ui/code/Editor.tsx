import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
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
  const view = useRef<EditorView>(null);
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
    view.current = editor;
    return () => editor.destroy();
  }, [language, writes, marked]);
  useEffect(() => {
    // Without a new editor, which would take the focus from whoever types what is wrong.
    const attributes = EditorView.contentAttributes.of({
      "aria-label": label,
      ...(described ? { "aria-describedby": described } : {}),
      ...(invalid ? { "aria-invalid": "true" } : {}),
    });
    view.current?.dispatch({ effects: ATTRIBUTES.reconfigure(attributes) });
  }, [language, writes, marked, label, described, invalid]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    }
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (editor && marked) {
      const { doc } = editor.state;
      const diagnostics = (JSON.parse(told) as LineMark[]).map(({ line, ...mark }) => {
        const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
        return { ...mark, from, to };
      });
      editor.dispatch(setDiagnostics(editor.state, diagnostics));
    }
    // A new editor begins without marks, so whatever makes one draws them again.
  }, [told, marked, text, language]);
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
