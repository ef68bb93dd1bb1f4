package dev.agentledger.server.http;

import java.util.HexFormat;
import org.axonframework.common.IdentifierFactory;

/** New ids, as UUID of version 7: they sort by the time at which they were made. */
public final class Ids {

  private Ids() {}

  /** A new id after a prefix that says what it names, without dashes. */
  public static String next(String prefix) {
    return prefix + IdentifierFactory.getInstance().generateIdentifier().replace("-", "");
  }

  /** The same id for the same seed, for requests that may come twice. */
  public static String derived(String prefix, byte[] digest) {
    return prefix + HexFormat.of().formatHex(digest, 0, 16);
  }
}
