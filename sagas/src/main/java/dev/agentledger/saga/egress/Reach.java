package dev.agentledger.saga.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far away an address is. */
enum Reach {
  /** Anybody's. */
  PUBLIC,
  /** On this machine or in a private network: reached only by leave. */
  PRIVATE,
  /** Of nobody that a tool may call: clouds' metadata, the link itself, groups, reserved blocks. */
  NEVER;

  private static final List<AddressRange> NEVER_RANGES =
      ranges(
          "0.0.0.0/8",
          "100.100.100.200/32",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "64:ff9b:1::/48",
          "fd00:ec2::/32",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  private static final List<AddressRange> PRIVATE_RANGES =
      ranges(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1/128",
          "fc00::/7");

  /** Ranges whose addresses hold one of four bytes, and where in them. */
  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(AddressRange.of("64:ff9b::/96"), 12),
          new Carrier(AddressRange.of("2002::/16"), 2),
          new Carrier(AddressRange.of("::/96"), 12));

  private static final int MAPPED_AT = 12;
  private static final int SHORT = 4;

  private record Carrier(AddressRange range, int at) {}

  static Reach of(InetAddress address) {
    var bytes = address.getAddress();
    if (in(NEVER_RANGES, bytes)) {
      return NEVER;
    }
    if (in(PRIVATE_RANGES, bytes)) {
      return PRIVATE;
    }
    var carried = carriedIn(bytes);
    return carried == null ? PUBLIC : of(carried);
  }

  private static @Nullable InetAddress carriedIn(byte[] bytes) {
    if (bytes.length == SHORT) {
      return null;
    }
    if (isMapped(bytes)) {
      return addressAt(bytes, MAPPED_AT);
    }
    return CARRIERS.stream()
        .filter(carrier -> carrier.range().holds(bytes))
        .map(carrier -> addressAt(bytes, carrier.at()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** {@code ::ffff:0:0/96}, which Java reads as four bytes when it is written in digits. */
  private static boolean isMapped(byte[] bytes) {
    for (var at = 0; at < MAPPED_AT; at++) {
      if (bytes[at] != (byte) (at < MAPPED_AT - 2 ? 0 : 0xFF)) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress addressAt(byte[] bytes, int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + SHORT));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("Four bytes are always an address", impossible);
    }
  }

  private static boolean in(List<AddressRange> ranges, byte[] bytes) {
    return ranges.stream().anyMatch(range -> range.holds(bytes));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
