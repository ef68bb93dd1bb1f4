package dev.agentledger.server.security;

import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes the key out of {@code Authorization: Bearer}; nowhere else is looked for one. */
public final class BearerKeys implements ServerAuthenticationConverter {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+)");

  BearerKeys() {}

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    var values = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    return values.isEmpty()
        ? Mono.empty()
        : Mono.fromSupplier(() -> presented(values.size() == 1 ? values.getFirst() : ""));
  }

  private static Authentication presented(String header) {
    return UsernamePasswordAuthenticationToken.unauthenticated("", secretIn(header));
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
