import { createContext, use, useId, type ComponentPropsWithRef, type ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { cx } from "./cx";

const ProblemOfForm = createContext<Problem | null>(null);
const FieldIds = createContext<{ control: string; described: string | undefined; invalid: boolean } | null>(null);

interface FormProps extends Omit<ComponentPropsWithRef<"form">, "onSubmit"> {
  onSubmit: () => void;
  /** What the API found wrong with what was sent; each field shows its part. */
  problem?: Problem | null;
}

export function Form({ onSubmit, problem = null, children, className, ...rest }: FormProps) {
  return (
    <ProblemOfForm value={problem}>
      <form
        noValidate
        {...rest}
        className={cx("space-y-4", className)}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </ProblemOfForm>
  );
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** The member of the body that this field fills, such as `/limits/timeoutMillis`. */
  pointer?: string;
  /** An error of the form itself; the API's comes by the pointer. */
  error?: string | undefined;
  optional?: boolean;
  children: ReactNode;
}

/** A labelled control with its hint and its error; holds one of the controls below. */
export function Field({ label, hint, pointer, error, optional, children }: FieldProps) {
  const id = useId();
  const problem = use(ProblemOfForm);
  const wrong = error ?? (pointer === undefined ? undefined : problem?.errorAt(pointer));
  const described = cx(hint !== undefined && `${id}hint`, wrong && `${id}error`) || undefined;
  return (
    <FieldIds value={{ control: id, described, invalid: wrong !== undefined }}>
      <div className="space-y-1">
        <label htmlFor={id} className="block text-sm font-medium">
          {label}
          {optional && <span className="font-normal text-faint"> Optional</span>}
        </label>
        {children}
        {hint !== undefined && (
          <p id={`${id}hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
        {wrong && (
          <p id={`${id}error`} className="text-xs font-medium text-bad">
            {wrong}
          </p>
        )}
      </div>
    </FieldIds>
  );
}

const CONTROL =
  "w-full rounded-md border bg-surface px-2.5 text-ink placeholder:text-faint disabled:opacity-60 border-line-strong aria-invalid:border-bad";

/** The attributes that tie a control to the field around it. */
export function useFieldControl() {
  const field = use(FieldIds);
  return field === null
    ? {}
    : { id: field.control, "aria-describedby": field.described, "aria-invalid": field.invalid || undefined };
}

export function TextInput({ className, ...rest }: ComponentPropsWithRef<"input">) {
  return <input {...useFieldControl()} {...rest} className={cx(CONTROL, "h-8 max-md:h-9", className)} />;
}

export function TextArea({ className, ...rest }: ComponentPropsWithRef<"textarea">) {
  return <textarea rows={4} {...useFieldControl()} {...rest} className={cx(CONTROL, "py-1.5", className)} />;
}

export function Select({ className, ...rest }: ComponentPropsWithRef<"select">) {
  return <select {...useFieldControl()} {...rest} className={cx(CONTROL, "h-8 max-md:h-9", className)} />;
}

interface CheckboxProps extends Omit<ComponentPropsWithRef<"input">, "type"> {
  label: string;
  hint?: string;
}

export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <label className="flex cursor-pointer items-start gap-2">
      <input
        type="checkbox"
        {...rest}
        aria-describedby={hint ? id : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        {hint && (
          <span id={id} className="block text-xs text-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
