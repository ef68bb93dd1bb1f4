package dev.agentledger.server.playground;

import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * From which pages of browsers a socket may be opened: from ours, and from those that are named.
 */
@Component
class Origins {

  private final Set<String> named;

  Origins(@Value("${ledger.playground.origins:}") List<String> named) {
    this.named = Set.copyOf(named);
  }

  /** Nothing for what is no browser; a problem for a page of somebody else. */
  void admit(ServerHttpRequest request) {
    var origin = request.getHeaders().getOrigin();
    if (origin != null && !named.contains(origin) && !isOurs(request, origin)) {
      throw Problem.of(
          ProblemType.FORBIDDEN,
          "Pages of %s may not open this socket; name them in ledger.playground.origins"
              .formatted(origin));
    }
  }

  private static boolean isOurs(ServerHttpRequest request, String origin) {
    var host = request.getHeaders().getFirst(HttpHeaders.HOST);
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }
}
