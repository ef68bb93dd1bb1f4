package dev.agentledger.events.tool;

import java.util.List;

/**
 * Where the calls of a tool may go, and how much may come back.
 *
 * @param hosts host names, {@code *.example.com} for all below one; the URL's own host when empty
 * @param allowPrivate whether a host may be in a private network or on this machine
 * @param maxResponseBytes of a response, also after decompression
 */
public record Egress(List<String> hosts, boolean allowPrivate, Integer maxResponseBytes) {

  public static final int DEFAULT_RESPONSE_BYTES = 1024 * 1024;
  public static final Egress DEFAULT = new Egress(List.of(), false, DEFAULT_RESPONSE_BYTES);

  public Egress {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    maxResponseBytes = maxResponseBytes == null ? DEFAULT_RESPONSE_BYTES : maxResponseBytes;
  }
}
