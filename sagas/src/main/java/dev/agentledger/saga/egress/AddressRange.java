package dev.agentledger.saga.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** All addresses that begin with the same bits. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AddressRange(byte[] first, int bits) {

  /** Reads the usual form, such as {@code 10.0.0.0/8}. */
  static AddressRange of(String text) {
    var cut = text.indexOf('/');
    try {
      // An address in digits is never looked up.
      var first = InetAddress.getByName(text.substring(0, cut)).getAddress();
      return new AddressRange(first, Integer.parseInt(text.substring(cut + 1)));
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(text + " is not a range of addresses", impossible);
    }
  }

  boolean holds(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> (bit % Byte.SIZE);
      if ((address[bit / Byte.SIZE] & mask) != (first[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
