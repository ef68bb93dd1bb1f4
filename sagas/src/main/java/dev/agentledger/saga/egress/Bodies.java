package dev.agentledger.saga.egress;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads answers, never more than may come. */
final class Bodies {

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  private Bodies() {}

  static Exchange read(Outbound request, ClassicHttpResponse response, int most)
      throws IOException {
    var entity = response.getEntity();
    if (entity == null || request.method().equals("HEAD")) {
      return answered(response, new byte[0]);
    }
    var encoding = textOf(response, "Content-Encoding");
    var gzip = encoding != null && isGzip(encoding);
    if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
      return new Exchange.Unreadable(
          response.getCode(),
          "response-unreadable",
          "The answer is encoded as %s; only gzip can be read".formatted(brief(encoding)));
    }
    try (var raw = new Limited(entity.getContent(), most)) {
      return answered(response, gzip ? inflated(raw, most) : raw.readAllBytes());
    } catch (TooMuch _) {
      return new Exchange.Unreadable(
          response.getCode(),
          "response-too-large",
          "The answer has more than the %,d bytes that may come".formatted(most));
    } catch (ZipException _) {
      return new Exchange.Unreadable(
          response.getCode(), "response-unreadable", "The answer is not the gzip it says it is");
    }
  }

  private static byte[] inflated(InputStream raw, int most) throws IOException {
    try (var inflating = new Limited(new GZIPInputStream(raw), most)) {
      return inflating.readAllBytes();
    }
  }

  private static Exchange answered(HttpResponse response, byte[] body) {
    return new Exchange.Answered(
        response.getCode(), textOf(response, "Content-Type"), body, retryAfter(response));
  }

  private static boolean isGzip(String encoding) {
    var name = encoding.strip().toLowerCase(Locale.ROOT);
    return name.equals("gzip") || name.equals("x-gzip");
  }

  private static @Nullable String textOf(HttpResponse response, String header) {
    var found = response.getFirstHeader(header);
    return found == null ? null : found.getValue();
  }

  private static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) : text;
  }

  /** Seconds, or a moment. */
  private static @Nullable Long retryAfter(HttpResponse response) {
    var text = textOf(response, "Retry-After");
    if (text == null) {
      return null;
    }
    try {
      var wait =
          text.strip().matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text.strip()))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
      return Math.clamp(wait.toMillis(), 0, LONGEST_RETRY_AFTER.toMillis());
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** More came than may. */
  private static final class TooMuch extends IOException {}

  /** Gives up as soon as more comes than may. */
  private static final class Limited extends InputStream {

    private final InputStream source;
    private long left;

    Limited(InputStream source, int most) {
      this.source = source;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      var octet = source.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = source.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws TooMuch {
      left -= read;
      if (left < 0) {
        throw new TooMuch();
      }
    }

    @Override
    public void close() {
      // What is left of an answer is the client's to throw away with the connection.
    }
  }
}
