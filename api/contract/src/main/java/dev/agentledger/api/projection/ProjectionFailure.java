package dev.agentledger.api.projection;

import java.time.Instant;

/** Why a part of a projection does not go on at present; it is tried again by itself. */
public record ProjectionFailure(int segment, String cause, Instant since) {}
