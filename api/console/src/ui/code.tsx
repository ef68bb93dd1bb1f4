import { lazy, Suspense, type ComponentProps } from "react";
import { useFieldControl } from "./form";
import { Skeleton } from "./Skeleton";

const Editor = lazy(() => import("./code/Editor"));
const Diff = lazy(() => import("./code/Diff"));

type EditorProps = ComponentProps<typeof Editor>;

/** Code to read. */
export function CodeView(props: Omit<EditorProps, "onChange" | "control">) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Editor {...props} />
    </Suspense>
  );
}

/** Code to write; inside a `Field` it takes its label, hint and error. */
export function CodeEditor(props: Omit<EditorProps, "control"> & { onChange: (text: string) => void }) {
  const control = useFieldControl();
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Editor {...props} control={control} />
    </Suspense>
  );
}

/** Two texts and what differs; side by side where there is room, else unified. */
export function DiffView(props: ComponentProps<typeof Diff>) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Diff {...props} />
    </Suspense>
  );
}
