package dev.agentledger.saga.model;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long to wait before a failed call is made again.
 *
 * @param first before the second attempt
 * @param multiplier of each wait for the next
 * @param most at the longest
 * @param jitter part of the wait that is random, 0 to 1
 */
public record RetrySettings(
    @DefaultValue("1s") Duration first,
    @DefaultValue("2") double multiplier,
    @DefaultValue("60s") Duration most,
    @DefaultValue("0.3") double jitter) {}
