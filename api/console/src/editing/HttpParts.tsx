import { ChoicePart, JsonPart, LongTextPart, TextPart } from "./parts";
import { PairsPart } from "./lists";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].map((value) => ({ value, label: value }));

/** The template of an HTTP call. */
export function HttpParts() {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <ChoicePart pointer="/http/method" label="Method" options={METHODS} />
        <TextPart
          pointer="/http/url"
          label="URL"
          placeholder="https://api.example.com/orders/{{input.id}}"
          hint="{{input.name}} puts a value of the input in its place, {{input.name?}} one that may be missing."
          mono
        />
      </div>
      <PairsPart pointer="/http/query" label="Query" nameLabel="Name" valueLabel="Value" optional />
      <PairsPart pointer="/http/headers" label="Headers" nameLabel="Header" valueLabel="Value" optional />
      <LongTextPart pointer="/http/body" label="Body" rows={4} placeholder='{"id": {{input.id}}}' mono optional />
      <PairsPart
        pointer="/http/responseMapping"
        label="Response mapping"
        nameLabel="Output property"
        valueLabel="JSON pointer into the response"
        hint="Without one, the whole response is the output."
        optional
      />
      <JsonPart
        pointer="/http/sampleResponse"
        label="Sample response"
        hint="What the service really answered once; a dry run tries the mapping on it."
        optional
      />
    </>
  );
}
