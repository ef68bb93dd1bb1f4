package dev.agentledger.server.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request its correlation, and tells the caller. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationFilter implements WebFilter {

  static final String HEADER = "X-Correlation-Id";

  private static final Pattern ID = Pattern.compile("[\\w.:-]{1,100}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var headers = exchange.getRequest().getHeaders();
    var id = acceptable(ID, headers.getFirst(HEADER));
    var correlation =
        new Correlation(
            id == null ? Ids.next("cor_") : id,
            acceptable(TRACEPARENT, headers.getFirst("traceparent")));
    exchange.getResponse().getHeaders().set(HEADER, correlation.id());
    return chain.filter(exchange).contextWrite(correlation::putInto);
  }

  private static @Nullable String acceptable(Pattern form, @Nullable String value) {
    return value != null && form.matcher(value).matches() ? value : null;
  }
}
