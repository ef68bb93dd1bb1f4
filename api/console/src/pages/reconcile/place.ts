/** Which call of which run. */
export interface Place {
  runId: string;
  callId: string;
}

/** How an address names a call. */
export function addressOf({ runId, callId }: Place): string {
  return `${runId}/${callId}`;
}

export function placeIn(address: string | undefined): Place | undefined {
  const slash = address?.indexOf("/") ?? -1;
  return address === undefined || slash < 1
    ? undefined
    : { runId: address.slice(0, slash), callId: address.slice(slash + 1) };
}
