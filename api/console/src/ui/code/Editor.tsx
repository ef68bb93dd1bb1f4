import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { cx } from "../cx";
import { FIXED, reading, WRITING, type Language } from "./setup";

interface EditorProps {
  text: string;
  language: Language;
  label: string;
  /** Without it the text can only be read. */
  onChange?: (text: string) => void;
  /** The attributes of the field around it. */
  control?: { "aria-describedby"?: string | undefined; "aria-invalid"?: boolean | undefined };
  className?: string;
}

export default function Editor({ text, language, label, onChange, control, className }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  const first = useRef(text);
  const described = control?.["aria-describedby"];
  const invalid = control?.["aria-invalid"];
  const writes = onChange !== undefined;
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
          EditorView.contentAttributes.of({
            "aria-label": label,
            ...(described ? { "aria-describedby": described } : {}),
            ...(invalid ? { "aria-invalid": "true" } : {}),
          }),
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
  }, [language, label, writes, described, invalid]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    }
  }, [text]);
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
