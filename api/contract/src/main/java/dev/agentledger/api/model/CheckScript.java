package dev.agentledger.api.model;

import org.jspecify.annotations.Nullable;

/**
 * Can the rehearsal follow this script? Answered with a {@link ScriptFindings}.
 *
 * @param script plain JSON values
 */
public record CheckScript(@Nullable Object script) {}
