package dev.agentledger.server.http;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What ties everything together that follows from one request.
 *
 * @param id from {@code X-Correlation-Id}, or made
 * @param traceparent W3C trace context of the request, if it has one
 */
record Correlation(String id, @Nullable String traceparent) {

  static Correlation of(ContextView context) {
    return context.<Correlation>getOrEmpty(Correlation.class).orElseGet(Correlation::begin);
  }

  static Correlation begin() {
    return new Correlation(Ids.next("cor_"), null);
  }

  Context putInto(Context context) {
    return context.put(Correlation.class, this);
  }
}
