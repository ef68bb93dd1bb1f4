package dev.agentledger.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the key out of {@code Authorization: Bearer}. Only for a WebSocket, for which browsers send
 * no such header, it may come as a subprotocol; nowhere else is looked for one.
 */
public final class BearerKeys implements ServerAuthenticationConverter {

  /** The subprotocol that is spoken; the one with the key is never answered. */
  public static final String SUBPROTOCOL = "agent-ledger";

  private static final String KEY = SUBPROTOCOL + ".key.";
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+)");

  BearerKeys() {}

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    var values = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    return values.isEmpty()
        ? Mono.fromCallable(() -> inSubprotocol(exchange.getRequest()))
        : Mono.fromSupplier(() -> presented(values.size() == 1 ? values.getFirst() : ""));
  }

  private static Authentication presented(String header) {
    return UsernamePasswordAuthenticationToken.unauthenticated("", secretIn(header));
  }

  private static @Nullable Authentication inSubprotocol(ServerHttpRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
      return null;
    }
    return request.getHeaders().getOrEmpty(PROTOCOLS).stream()
        .flatMap(protocols -> Stream.of(protocols.split(",")))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(KEY))
        .findFirst()
        .map(protocol -> presented("Bearer " + decoded(protocol.substring(KEY.length()))))
        .orElse(null);
  }

  private static String decoded(String key) {
    try {
      return new String(Base64.getUrlDecoder().decode(key), UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new BadCredentialsException("The key in the subprotocol is not base64url", malformed);
    }
  }

  /**
   * The secret in the header's value.
   *
   * @throws BadCredentialsException when none is in it
   */
  private static Secret secretIn(String header) {
    var bearer = BEARER.matcher(header.strip());
    if (!bearer.matches()) {
      throw new BadCredentialsException("Authorization must read: Bearer <key>");
    }
    try {
      return Secret.of(bearer.group(1));
    } catch (IllegalArgumentException malformed) {
      throw new BadCredentialsException("The key is not of the form of a key", malformed);
    }
  }
}
