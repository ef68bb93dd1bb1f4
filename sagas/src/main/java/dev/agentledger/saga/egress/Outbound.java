package dev.agentledger.saga.egress;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to leave the platform.
 *
 * @param headers without those of the credential
 * @param shown the credential, for the host of {@code url} only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outbound(
    String method,
    URI url,
    Map<String, String> headers,
    byte @Nullable [] body,
    ShownSecrets shown) {

  public Outbound {
    headers = Map.copyOf(headers);
  }

  /** Where it goes, as may be told: a query can hold what nobody must read. */
  String target() {
    return method + ' ' + withoutQuery(url);
  }

  static String withoutQuery(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }
}
