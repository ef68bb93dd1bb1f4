/** A piece of text within a line. */
export type Span =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis"; spans: Span[] }
  | { kind: "link"; href: string; spans: Span[] };

/** A part of a text that stands by itself. */
export type Block =
  | { kind: "paragraph" | "quote"; spans: Span[] }
  | { kind: "heading"; level: number; spans: Span[] }
  | { kind: "list"; ordered: boolean; start: number; items: Span[][] }
  | { kind: "code"; language: string; text: string }
  | { kind: "table"; head: Span[][]; rows: Span[][][] }
  | { kind: "rule" };

const FENCE = /^\s*(`{3,}|~{3,})\s*(\S*)/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The parts of what a model writes; anything that is no Markdown, such as HTML, stays text. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (line.trim() === "") {
      at++;
    } else if (fence) {
      // What is being written may not be closed yet.
      const end = lines.findIndex((each, index) => index > at && each.trim().startsWith(fence[1]!));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: "code", language: fence[2] ?? "", text: lines.slice(at + 1, last).join("\n") });
      at = last + 1;
    } else if (heading) {
      blocks.push({ kind: "heading", level: heading[1]!.length, spans: parseSpans(heading[2]!) });
      at++;
    } else if (RULE.test(line)) {
      blocks.push({ kind: "rule" });
      at++;
    } else if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "") && lines[at + 1]!.includes("-")) {
      const rows = taken(lines, at + 2, (each) => each.includes("|"));
      blocks.push({ kind: "table", head: cells(line), rows: rows.map(cells) });
      at += 2 + rows.length;
    } else if (ITEM.test(line)) {
      const items = taken(lines, at, (each) => ITEM.test(each) || /^\s{2,}\S/.test(each));
      blocks.push(list(items));
      at += items.length;
    } else if (line.startsWith(">")) {
      const quoted = taken(lines, at, (each) => each.startsWith(">"));
      blocks.push({ kind: "quote", spans: parseSpans(quoted.map((each) => each.replace(/^>\s?/, "")).join("\n")) });
      at += quoted.length;
    } else {
      const said = [line, ...taken(lines, at + 1, (each) => each.trim() !== "" && !startsBlock(each))];
      blocks.push({ kind: "paragraph", spans: parseSpans(said.join("\n")) });
      at += said.length;
    }
  }
  return blocks;
}

const SPAN =
  /(`+)([\s\S]+?)\1|\*\*([\s\S]+?)\*\*|__([\s\S]+?)__|\*([^\s*](?:[^*]*[^\s*])?)\*|(?<![\w])_([^\s_](?:[^_]*[^\s_])?)_(?![\w])|\[([^\]]+)\]\(\s*(\S+?)\s*\)/;

/** The pieces of one line of text; a link is one only to the web. */
export function parseSpans(text: string): Span[] {
  const found = SPAN.exec(text);
  if (!found) {
    return text === "" ? [] : [{ kind: "text", text }];
  }
  const [all, , code, strong = found[4], , emphasis = found[6], , label, href] = found;
  const before: Span[] = found.index === 0 ? [] : [{ kind: "text", text: text.slice(0, found.index) }];
  const rest = parseSpans(text.slice(found.index + all.length));
  const span: Span =
    code !== undefined
      ? { kind: "code", text: code.trim() }
      : strong !== undefined
        ? { kind: "strong", spans: parseSpans(strong) }
        : emphasis !== undefined
          ? { kind: "emphasis", spans: parseSpans(emphasis) }
          : href !== undefined && /^https?:\/\//i.test(href)
            ? { kind: "link", href, spans: parseSpans(label ?? href) }
            : { kind: "text", text: all };
  return [...before, span, ...rest];
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || ITEM.test(line) || RULE.test(line) || line.startsWith(">");
}

function taken(lines: readonly string[], from: number, belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line));
  return lines.slice(from, end < 0 ? lines.length : end);
}

function list(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) {
      items.push(item[2]!);
    } else {
      items[items.length - 1] += `\n${line.trim()}`;
    }
  }
  const first = ITEM.exec(lines[0]!)?.[1];
  return {
    kind: "list",
    ordered: first !== undefined,
    start: Number(first ?? 1),
    items: items.map(parseSpans),
  };
}

function cells(line: string): Span[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => parseSpans(cell.trim()));
}
