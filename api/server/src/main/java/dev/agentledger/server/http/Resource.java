package dev.agentledger.server.http;

import java.util.function.ToLongFunction;

/**
 * Something with an address and a version: how to ask for it.
 *
 * @param name for people, such as {@code agent text-statistics}
 * @param query answered by an optional {@code view}, now and after each change
 * @param version of the stream that a view shows
 */
public record Resource<V>(String name, Object query, Class<V> view, ToLongFunction<V> version) {}
