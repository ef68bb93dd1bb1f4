package dev.agentledger.saga.model;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a provider that fails is left alone, and for how long.
 *
 * @param failureRate percentage of failed calls at which it is left alone
 * @param window calls that are looked at
 * @param minimumCalls fewer calls than this prove nothing
 * @param pause until it is tried again
 * @param trials calls that then decide
 */
public record CircuitSettings(
    @DefaultValue("50") float failureRate,
    @DefaultValue("20") int window,
    @DefaultValue("10") int minimumCalls,
    @DefaultValue("30s") Duration pause,
    @DefaultValue("2") int trials) {}
