package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the providers' own clients and the network.
 *
 * <p>Those clients tell neither which HTTP call serves which request nor how to stop it while it
 * streams. Each request therefore carries the id of its exchange in a header that never leaves.
 */
final class Wire implements Interceptor {

  static final String EXCHANGE = "X-Agent-Ledger-Exchange";

  private static final long UNKNOWN_LENGTH = -1;
  private static final int ERROR_BYTES = 16 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Exchange> open = new ConcurrentHashMap<>();
  private final Map<String, String> headers;
  private final boolean anonymous;
  private final Clock clock;

  /**
   * @param headers sent with each call
   * @param anonymous whether no authorization is sent
   */
  Wire(Map<String, String> headers, boolean anonymous, Clock clock) {
    this.headers = headers;
    this.anonymous = anonymous;
    this.clock = clock;
  }

  void open(Exchange exchange) {
    open.put(exchange.id(), exchange);
  }

  void close(Exchange exchange) {
    open.remove(exchange.id());
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var request = chain.request();
    var id = request.header(EXCHANGE);
    var exchange = id == null ? null : open.get(id);
    if (exchange == null) {
      throw new IOException("No request of ours belongs to this call");
    }
    // Not the chain's own way on: two of the three clients cannot be told to follow no redirect.
    var call = Clients.DIRECT.newCall(outgoing(request, exchange));
    exchange.begin(call);
    var response = call.execute();
    if (response.isSuccessful()) {
      exchange.answered(response.code(), null, "");
      return incoming(response, exchange);
    }
    // What a provider says of a refused request can hold a key, and the clients write it to the
    // log.
    try (response) {
      var said = response.peekBody(ERROR_BYTES).string();
      exchange.answered(response.code(), retryAfter(response), said);
    }
    throw new IOException("The provider answered " + response.code());
  }

  private Request outgoing(Request request, Exchange exchange) throws IOException {
    var builder = request.newBuilder().removeHeader(EXCHANGE);
    headers.forEach(builder::header);
    if (anonymous) {
      builder
          .removeHeader("Authorization")
          .removeHeader("X-Api-Key")
          .removeHeader("x-goog-api-key");
    }
    var body = request.body();
    return body == null
        ? builder.build()
        : builder.method(request.method(), amended(body, exchange)).build();
  }

  private static Response incoming(Response response, Exchange exchange) {
    var body = response.body();
    var type = body == null ? null : body.contentType();
    return body == null || type == null || !type.subtype().equals("event-stream")
        ? response
        : response
            .newBuilder()
            .body(
                ResponseBody.create(
                    Okio.buffer(exchange.stream(body.source())), type, UNKNOWN_LENGTH))
            .build();
  }

  private static RequestBody amended(RequestBody body, Exchange exchange) throws IOException {
    var buffer = new Buffer();
    body.writeTo(buffer);
    if (!(JSON.readTree(buffer.readByteArray()) instanceof ObjectNode json)) {
      throw new IOException("The body of a request is no JSON object");
    }
    exchange.amend(json);
    return new SentOnce(JSON.writeValueAsBytes(json), body);
  }

  /** Keeps the client from repeating by itself what may already have been carried out. */
  private static final class SentOnce extends RequestBody {

    private final byte[] bytes;
    private final RequestBody original;

    private SentOnce(byte[] bytes, RequestBody original) {
      this.bytes = bytes;
      this.original = original;
    }

    @Override
    public okhttp3.@Nullable MediaType contentType() {
      return original.contentType();
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }

  private @Nullable Long retryAfter(Response response) {
    var millis = response.header("retry-after-ms");
    var value = response.header("Retry-After");
    try {
      if (millis != null) {
        return Math.max(0, (long) Double.parseDouble(millis));
      }
      return value == null ? null : retryAfter(value.strip());
    } catch (NumberFormatException | DateTimeParseException unreadable) {
      return null;
    }
  }

  private long retryAfter(String value) {
    if (Character.isDigit(value.charAt(0))) {
      return (long) (Double.parseDouble(value) * 1000);
    }
    var then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return Math.max(0, Duration.between(clock.instant(), then).toMillis());
  }
}
