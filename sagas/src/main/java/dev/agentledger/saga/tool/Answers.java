package dev.agentledger.saga.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.egress.Exchange;
import dev.agentledger.saga.egress.ShownSecrets;
import dev.agentledger.saga.template.RequestProblem;
import dev.agentledger.saga.template.ResponseMapping;
import dev.agentledger.saga.tool.Result.Failed;
import dev.agentledger.saga.tool.Result.Unknown;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what an exchange means.
 *
 * <p>What decides is whether the other side can have carried the call out. It has not when it was
 * not reached, or says so: with a 4xx, a 501 or 505, or a 503 that tells when to come again. It may
 * have when the connection broke, time ran out, or it answers any other 5xx.
 */
@Component
class Answers {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int UNAVAILABLE = 503;
  private static final int VERSION_NOT_SUPPORTED = 505;
  private static final int LONGEST_QUOTE = 500;
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private final ObjectMapper json =
      ContractSerializer.json().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Results results;

  Answers(Results results) {
    this.results = results;
  }

  static boolean repeatable(HttpCall call) {
    return call.effect() != ToolEffect.EFFECTFUL;
  }

  Result resultOf(HttpCall call, Exchange exchange, ShownSecrets secrets) {
    return switch (exchange) {
      case Exchange.NotSent(var kind, var message, var retryable) ->
          new Failed(kind, message, retryable, null);
      case Exchange.Lost(var kind, var message) ->
          repeatable(call) ? new Failed(kind, message, true, null) : new Unknown(message);
      case Exchange.Unreadable(var status, var kind, var message) ->
          unreadable(call, status, kind, message);
      case Exchange.Answered answered -> answered(call, answered, secrets);
    };
  }

  private static Result unreadable(HttpCall call, int status, String kind, String message) {
    if (status >= 500) {
      return byStatus(call, status, message, null);
    }
    return new Failed(
        kind, status < 300 ? Results.afterItsEffect(call.effect(), message) : message);
  }

  private Result answered(HttpCall call, Exchange.Answered answer, ShownSecrets secrets) {
    if (answer.status() < 200 || answer.status() >= 300) {
      var told = "It answers %d%s".formatted(answer.status(), quoted(answer, secrets));
      return byStatus(call, answer.status(), told, answer.retryAfterMillis());
    }
    Object body;
    try {
      body = bodyOf(answer, secrets);
    } catch (NotReadable wrong) {
      return results.invalid(call.effect(), String.valueOf(wrong.getMessage()));
    }
    try {
      var mapped = ResponseMapping.parse(call.http().responseMapping()).apply(body);
      return results.checked(call.effect(), call.outputSchema(), mapped);
    } catch (RequestProblem problem) {
      return results.invalid(call.effect(), problem.getMessage());
    }
  }

  private static Result byStatus(
      HttpCall call, int status, String told, @Nullable Long retryAfterMillis) {
    if (status < 500) {
      return new Failed(
          "http-" + status,
          told,
          status == REQUEST_TIMEOUT || status == TOO_EARLY || status == TOO_MANY,
          retryAfterMillis);
    }
    if (status == NOT_IMPLEMENTED || status == VERSION_NOT_SUPPORTED) {
      return new Failed("http-" + status, told);
    }
    return repeatable(call) || (status == UNAVAILABLE && retryAfterMillis != null)
        ? new Failed("http-" + status, told, true, retryAfterMillis)
        : new Unknown(told);
  }

  /** An answer cannot be used; the message says why. */
  private static final class NotReadable extends Exception {

    NotReadable(String message) {
      super(message);
    }
  }

  private @Nullable Object bodyOf(Exchange.Answered answer, ShownSecrets secrets)
      throws NotReadable {
    if (answer.body().length == 0) {
      return null;
    }
    var type = mediaTypeOf(answer);
    var text = secrets.hiddenIn(textOf(answer));
    if (type.isEmpty()) {
      try {
        return json.readValue(text, Object.class);
      } catch (JsonProcessingException _) {
        return text;
      }
    }
    if (type.equals("application/json") || type.endsWith("+json")) {
      try {
        return json.readValue(text, Object.class);
      } catch (JsonProcessingException notJson) {
        throw new NotReadable("The answer says it is JSON, but it is not");
      }
    }
    if (isText(type)) {
      return text;
    }
    throw new NotReadable(
        "The answer is %s; only JSON and text can be read"
            .formatted(secrets.hiddenIn(type.length() > 100 ? type.substring(0, 100) : type)));
  }

  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.equals("application/xml")
        || type.endsWith("+xml")
        || type.equals("application/yaml")
        || type.equals("application/javascript")
        || type.equals("application/x-ndjson")
        || type.equals("application/x-www-form-urlencoded");
  }

  private static String quoted(Exchange.Answered answer, ShownSecrets secrets) {
    var type = mediaTypeOf(answer);
    if (answer.body().length == 0
        || !(type.isEmpty() || type.endsWith("json") || type.equals("text/plain"))) {
      return "";
    }
    var text = secrets.hiddenIn(textOf(answer)).replaceAll("\\s+", " ").strip();
    return ": " + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text);
  }

  private static String mediaTypeOf(Exchange.Answered answer) {
    var said = answer.contentType();
    return said == null ? "" : said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String textOf(Exchange.Answered answer) {
    var named = CHARSET.matcher(answer.contentType() == null ? "" : answer.contentType());
    try {
      return new String(answer.body(), named.find() ? Charset.forName(named.group(1)) : UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return new String(answer.body(), UTF_8);
    }
  }
}
