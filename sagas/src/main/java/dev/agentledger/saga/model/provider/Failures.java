package dev.agentledger.saga.model.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.events.run.CallFailure;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says of whatever went wrong what it means for the run: what it is called, and whether to retry.
 */
final class Failures {

  private static final int LONGEST = 500;

  /** Providers repeat parts of keys in their messages. */
  private static final Pattern KEYS =
      Pattern.compile(
          "(?i)\\b(?:sk|pk|gsk|xai|key)-[\\w*.-]{4,}|\\bAIza[\\w*-]{4,}|\\bBearer\\s+\\S+");

  private final String provider;
  private final String key;
  private final Dialect dialect;

  Failures(String provider, String key, Dialect dialect) {
    this.provider = provider;
    this.key = key;
    this.dialect = dialect;
  }

  CallFailed of(Throwable problem, Exchange exchange) {
    if (problem instanceof CallFailed known) {
      return known;
    }
    var status = exchange.status();
    if (status.isPresent() && (status.getAsInt() < 200 || status.getAsInt() >= 300)) {
      return refused(status.getAsInt(), exchange.error(), exchange.retryAfterMillis());
    }
    var within = statusWithin(problem);
    if (within.isPresent()) {
      return refused(within.getAsInt() < 400 ? 500 : within.getAsInt(), deepest(problem), null);
    }
    if (isCaused(problem, IOException.class) && !isCaused(problem, JsonProcessingException.class)) {
      return status.isEmpty()
          ? unwell("connection-failed", "%s could not be reached", provider)
          : unwell("connection-cut", "%s broke off in the middle of its answer", provider);
    }
    return CallFailed.malformed(
        "What %s answered is not what its protocol says".formatted(provider));
  }

  static CallFailure tooLate(String provider, Duration limit) {
    return new CallFailure(
        "timeout",
        "%s gave no whole answer within %d ms".formatted(provider, limit.toMillis()),
        true,
        null);
  }

  /** What keeps a call from being made at all, or from being waited for any longer. */
  static CallFailure local(Throwable problem, String provider, Duration limit, Duration pause) {
    return switch (problem) {
      case CallFailed known -> known.failure();
      case TimeoutException _ -> tooLate(provider, limit);
      case CallNotPermittedException _ ->
          new CallFailure(
              "circuit-open",
              "%s failed so often of late that it is left alone for a while".formatted(provider),
              true,
              pause.toMillis());
      case BulkheadFullException _ ->
          new CallFailure(
              "too-many-calls",
              "As many calls of %s as are allowed are under way".formatted(provider),
              true,
              null);
      default ->
          new CallFailure(
              "not-possible",
              "The call of %s could not be made (%s)"
                  .formatted(provider, problem.getClass().getSimpleName()),
              false,
              null);
    };
  }

  private CallFailed refused(int status, String body, @Nullable Long retryAfterMillis) {
    return switch (status) {
      case 401, 403 ->
          new CallFailed(
              new CallFailure(
                  "not-authorized",
                  "%s does not accept the key, or not for this model (%d)"
                      .formatted(provider, status),
                  false,
                  null),
              false);
      case 404 -> answered("unknown-model", status, body, false, null, false);
      case 408 -> answered("timeout", status, body, true, retryAfterMillis, true);
      case 409 -> answered("conflict", status, body, true, retryAfterMillis, false);
      case 429 -> answered("rate-limited", status, body, true, retryAfterMillis, false);
      case 301, 302, 303, 307, 308 ->
          new CallFailed(
              new CallFailure(
                  "redirected",
                  "%s answered %d, and redirects are not followed: name the final address as its base URL"
                      .formatted(provider, status),
                  false,
                  null),
              false);
      default ->
          status >= 500
              ? answered("provider-error", status, body, true, retryAfterMillis, true)
              : answered("bad-request", status, body, false, null, false);
    };
  }

  private CallFailed answered(
      String kind,
      int status,
      String body,
      boolean retryable,
      @Nullable Long retryAfterMillis,
      boolean unwell) {
    var said = redacted(message(body));
    var message =
        said.isBlank()
            ? "%s answered %d".formatted(provider, status)
            : "%s answered %d: %s".formatted(provider, status, said);
    return new CallFailed(new CallFailure(kind, message, retryable, retryAfterMillis), unwell);
  }

  private static CallFailed unwell(String kind, String message, String provider) {
    return new CallFailed(new CallFailure(kind, message.formatted(provider), true, null), true);
  }

  /** All three protocols put it in the same place; anything else stays unsaid. */
  private static String message(String body) {
    try {
      JsonNode json = Prompts.JSON.readTree(body);
      var error = json.isArray() ? json.path(0).path("error") : json.path("error");
      return error.isTextual() ? error.asText() : error.path("message").asText();
    } catch (JsonProcessingException notJson) {
      return "";
    }
  }

  private String redacted(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    var without = key.isEmpty() ? line : line.replace(key, "[key]");
    var clean = KEYS.matcher(without).replaceAll("[key]");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }

  private OptionalInt statusWithin(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      var status = dialect.statusOf(cause);
      if (status.isPresent()) {
        return status;
      }
    }
    return OptionalInt.empty();
  }

  private static String deepest(Throwable problem) {
    var text = String.valueOf(problem.getMessage());
    var json = text.indexOf('{');
    return json < 0 ? "" : text.substring(json);
  }

  private static boolean isCaused(Throwable problem, Class<? extends Throwable> type) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
