package dev.agentledger.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * Ask for events of the log, oldest first; answered by an {@link EventPage}.
 *
 * @param after position of the last event of the page before
 */
public record ListEvents(EventFilter filter, @Nullable Long after, int limit) {}
