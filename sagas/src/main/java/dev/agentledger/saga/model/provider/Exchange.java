package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okio.BufferedSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a provider: what is sent, how it was answered, and a way to cut it. */
final class Exchange {

  private final String id = UUID.randomUUID().toString();
  private final Consumer<ObjectNode> amendment;
  private final Function<BufferedSource, Source> stream;
  private @Nullable Call call;
  private boolean cut;
  private int status;
  private @Nullable Long retryAfterMillis;
  private String error = "";

  /**
   * @param amendment puts back into the body what Spring AI leaves out
   * @param stream puts right what it would read wrongly
   */
  Exchange(Consumer<ObjectNode> amendment, Function<BufferedSource, Source> stream) {
    this.amendment = amendment;
    this.stream = stream;
  }

  String id() {
    return id;
  }

  void amend(ObjectNode body) {
    amendment.accept(body);
  }

  Source stream(BufferedSource answer) {
    return stream.apply(answer);
  }

  /**
   * @throws IOException when it was cut before it began, or began before: one request is one call
   */
  synchronized void begin(Call begun) throws IOException {
    if (cut) {
      throw new IOException("The exchange was cut before it began");
    }
    if (call != null) {
      throw new IOException("A call is made once only");
    }
    call = begun;
  }

  synchronized void answered(int code, @Nullable Long retryAfter, String text) {
    status = code;
    retryAfterMillis = retryAfter;
    error = text;
  }

  /** Closes the connection, whatever it is doing. */
  void cut() {
    Call begun;
    synchronized (this) {
      cut = true;
      begun = call;
    }
    if (begun != null) {
      begun.cancel();
    }
  }

  /** Of the answer, if there was one. */
  synchronized OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  synchronized @Nullable Long retryAfterMillis() {
    return retryAfterMillis;
  }

  /** The body of an answer that is an error. */
  synchronized String error() {
    return error;
  }
}
