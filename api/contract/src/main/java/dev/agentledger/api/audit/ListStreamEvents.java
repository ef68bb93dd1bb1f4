package dev.agentledger.api.audit;

/**
 * Ask for the events of one stream in their order, as a stream of {@link RecordedEvent} with
 * payloads of the current revision.
 *
 * @param afterSequence -1 for all
 * @param limit most events to answer with; 0 for no limit
 * @param follow whether to stay at the end and go on with each new event
 */
public record ListStreamEvents(
    String tenant,
    String streamType,
    String streamId,
    long afterSequence,
    int limit,
    boolean follow) {}
