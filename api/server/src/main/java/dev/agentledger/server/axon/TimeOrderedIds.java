package dev.agentledger.server.axon;

import java.security.SecureRandom;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;

/**
 * Ids of messages as UUID of version 7 (RFC 9562): they sort by the millisecond of their making.
 */
public final class TimeOrderedIds extends IdentifierFactory {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public String generateIdentifier() {
    var random = RANDOM.nextLong();
    var high = System.currentTimeMillis() << 16 | 0x7000L | (RANDOM.nextInt() & 0xFFFL);
    var low = 0x8000_0000_0000_0000L | (random & 0x3FFF_FFFF_FFFF_FFFFL);
    return new UUID(high, low).toString();
  }
}
