package dev.agentledger.events.approval;

import org.jspecify.annotations.Nullable;

/**
 * What an approver put in place of the arguments that were to be approved.
 *
 * @param hash SHA-256 of the canonical arguments
 */
public record Amendment(@Nullable Object arguments, String hash) {}
