package dev.agentledger.saga.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The body of a request, escaped by what its media type gives a meaning to. */
final class BodyTemplate {

  /** Two members of one name would let a value overrule what the template says. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Template template;
  private final List<Escaping> escapings;
  private final boolean json;

  private BodyTemplate(Template template, List<Escaping> escapings, boolean json) {
    this.template = template;
    this.escapings = List.copyOf(escapings);
    this.json = json;
  }

  static BodyTemplate parse(String text, String mediaType, Set<String> variables) {
    var template = Template.parse(text, variables);
    var essence = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (essence.equals("application/json") || essence.endsWith("+json")) {
      return parseJson(template);
    }
    var escaping =
        switch (essence) {
          case "application/x-www-form-urlencoded" -> Escaping.PERCENT;
          case "text/plain" -> Escaping.NONE;
          case "text/html", "text/xml", "application/xml" -> Escaping.MARKUP;
          default -> essence.endsWith("+xml") ? Escaping.MARKUP : null;
        };
    if (escaping == null && !template.placeholders().isEmpty()) {
      throw new TemplateProblem(
          "a body of %s cannot have placeholders; JSON, form, XML, HTML and plain text can"
              .formatted(essence));
    }
    return new BodyTemplate(
        template,
        template.placeholders().stream()
            .map(_ -> escaping == null ? Escaping.NONE : escaping)
            .toList(),
        false);
  }

  String render(Map<String, ? extends @Nullable Object> variables) {
    var next = escapings.iterator();
    var body = template.fill(placeholder -> Template.written(placeholder, variables, next.next()));
    if (json) {
      check(body);
    }
    return body;
  }

  List<Placeholder> placeholders() {
    return template.placeholders();
  }

  /** The body as a JSON value where it is JSON, else as its text. */
  @Nullable Object value(String body) {
    return json ? check(body) : body;
  }

  private static BodyTemplate parseJson(Template template) {
    var escapings = new ArrayList<Escaping>();
    var quoted = false;
    var escaped = false;
    for (var part : template.parts()) {
      switch (part) {
        case Template.Part.Text(var text) -> {
          for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (escaped) {
              escaped = false;
            } else if (quoted && character == '\\') {
              escaped = true;
            } else if (character == '"') {
              quoted = !quoted;
            }
          }
        }
        case Template.Part.Value(var placeholder) -> {
          if (escaped) {
            throw new TemplateProblem("%s stands right after a \\".formatted(placeholder));
          }
          escapings.add(quoted ? Escaping.JSON_STRING : Escaping.JSON_VALUE);
        }
      }
    }
    check(sample(template, escapings));
    return new BodyTemplate(template, escapings, true);
  }

  /** Distinct texts, so that members whose names are placeholders do not look like one. */
  private static String sample(Template template, List<Escaping> escapings) {
    var number = new AtomicInteger();
    return template.fill(
        _ -> {
          var at = number.getAndIncrement();
          return escapings.get(at) == Escaping.JSON_STRING ? "x" + at : "null";
        });
  }

  private static @Nullable Object check(String body) {
    try {
      return STRICT.readValue(body, Object.class);
    } catch (JsonProcessingException notJson) {
      var place = notJson.getLocation();
      throw new TemplateProblem(
          "the body is not JSON at line %d, column %d: %s"
              .formatted(place.getLineNr(), place.getColumnNr(), notJson.getOriginalMessage()));
    }
  }
}
