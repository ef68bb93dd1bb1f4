package dev.agentledger.saga.egress;

import java.util.List;

/**
 * Where a request may go, and how much may come back.
 *
 * @param hosts that may be called, with {@code *.example.com} for all below one
 * @param allowPrivate whether a host may be in a private network or on this machine
 * @param maxResponseBytes also after decompression
 */
public record EgressRule(List<String> hosts, boolean allowPrivate, int maxResponseBytes) {

  public EgressRule {
    hosts = List.copyOf(hosts);
  }
}
