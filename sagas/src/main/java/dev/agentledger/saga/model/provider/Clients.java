package dev.agentledger.saga.model.provider;

import java.time.Duration;
import okhttp3.OkHttpClient;

/** What all clients of providers share; how long an answer may take is watched above them. */
final class Clients {

  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration NEVER = Duration.ZERO;

  /**
   * What calls are made with in the end. A redirect is an answer like any other: followed, it would
   * take the key to wherever it leads.
   */
  static final OkHttpClient DIRECT =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .connectTimeout(CONNECT)
          .readTimeout(NEVER)
          .writeTimeout(NEVER)
          .callTimeout(NEVER)
          .build();

  private Clients() {}
}
