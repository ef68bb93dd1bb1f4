package dev.agentledger.saga.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Names {

  InetAddress[] addressesOf(String host) throws UnknownHostException;
}
