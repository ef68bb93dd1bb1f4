package dev.agentledger.api.projection;

/**
 * Why a part of a projection does not go on at present; it is tried again by itself.
 *
 * @param attempts how often it was tried in vain
 */
public record ProjectionFailure(int segment, String cause, int attempts) {}
