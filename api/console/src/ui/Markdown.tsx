import { useMemo, type ReactNode } from "react";
import { parseMarkdown, type Block, type Span } from "./markdown";
import { placed } from "./placed";

/** What a model wrote. It becomes elements of ours, never HTML of its own. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div className="min-w-0 space-y-2.5 break-words">
      {placed(blocks, (block) => <Part block={block} />)}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return <p className="whitespace-pre-wrap">{spans(block.spans)}</p>;
    case "heading":
      // A heading of an answer is none of the page.
      return <p className={block.level < 3 ? "text-lg font-semibold" : "font-semibold"}>{spans(block.spans)}</p>;
    case "quote":
      return (
        <blockquote className="border-l-2 border-line-strong pl-3 whitespace-pre-wrap text-muted">
          {spans(block.spans)}
        </blockquote>
      );
    case "rule":
      return <hr className="border-line" />;
    case "code":
      return (
        <pre
          // What scrolls must be reachable by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={block.language ? `Code, ${block.language}` : "Code"}
          role="group"
          className="overflow-x-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5 scroll-thin"
        >
          {block.text}
        </pre>
      );
    case "list": {
      const items = placed(block.items, (item) => <li className="whitespace-pre-wrap">{spans(item)}</li>);
      return block.ordered ? (
        <ol start={block.start} className="list-decimal space-y-1 pl-5">
          {items}
        </ol>
      ) : (
        <ul className="list-disc space-y-1 pl-5">{items}</ul>
      );
    }
    case "table":
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div role="group" aria-label="Table" tabIndex={0} className="overflow-x-auto scroll-thin">
          <table className="border-collapse text-sm">
            <thead>
              <tr>
                {placed(block.head, (cell) => (
                  <th scope="col" className="border-b border-line-strong px-2 py-1 text-left font-medium">
                    {spans(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {placed(block.rows, (row) => (
                <tr>
                  {placed(row, (cell) => (
                    <td className="border-b border-line px-2 py-1 align-top">{spans(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function spans(all: readonly Span[]): ReactNode {
  return placed(all, inline);
}

function inline(span: Span): ReactNode {
  switch (span.kind) {
    case "text":
      return span.text;
    case "code":
      return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.9em]">{span.text}</code>;
    case "strong":
      return <strong className="font-semibold">{spans(span.spans)}</strong>;
    case "emphasis":
      return <em>{spans(span.spans)}</em>;
    case "link":
      return (
        <a href={span.href} target="_blank" rel="noreferrer noopener" className="text-accent underline">
          {spans(span.spans)}
        </a>
      );
  }
}
