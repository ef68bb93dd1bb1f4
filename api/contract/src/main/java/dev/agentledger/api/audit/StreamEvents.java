package dev.agentledger.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * Ask for all matching events, oldest first, as a stream of {@link RecordedEvent}.
 *
 * @param follow whether to stay at the end and go on with each new event
 */
public record StreamEvents(EventFilter filter, @Nullable Long after, boolean follow) {}
