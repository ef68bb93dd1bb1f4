package dev.agentledger.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * Ask for events of the log; answered by an {@link EventPage}.
 *
 * @param after position of the last event of the page before
 * @param newestFirst whether pages go back through the log, instead of on
 */
public record ListEvents(
    EventFilter filter, @Nullable Long after, int limit, boolean newestFirst) {}
