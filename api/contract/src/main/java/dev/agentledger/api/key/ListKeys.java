package dev.agentledger.api.key;

import org.jspecify.annotations.Nullable;

/** Ask for the keys of a project, by name; answered by a {@link KeyPage}. */
public record ListKeys(String project, @Nullable String cursor, int limit) {}
