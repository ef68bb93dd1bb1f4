package dev.agentledger.server.axon;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Ids of messages as UUID of version 7 (RFC 9562): they sort by the millisecond of their making.
 */
public final class TimeOrderedIds extends IdentifierFactory {

  /**
   * Keeps processes apart whose generators should ever begin alike. Ids are unique and not secret:
   * a secure generator may block, and ids are made on event loops.
   */
  private static final long PROCESS = new SecureRandom().nextLong();

  @Override
  public String generateIdentifier() {
    var random = ThreadLocalRandom.current();
    var high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(0x1000);
    var low = 0x8000_0000_0000_0000L | ((random.nextLong() ^ PROCESS) & 0x3FFF_FFFF_FFFF_FFFFL);
    return new UUID(high, low).toString();
  }
}
