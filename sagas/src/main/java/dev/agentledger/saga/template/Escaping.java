package dev.agentledger.saga.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.evolution.ContractSerializer;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value is written so that, in its place, it can be nothing but a value. */
public enum Escaping {
  /** As it is, where nothing is special. */
  NONE {
    @Override
    String scalar(String text) {
      return text;
    }
  },
  /** In a path, a query or a form: everything but unreserved characters is percent-encoded. */
  PERCENT {
    @Override
    String scalar(String text) {
      return percentEncoded(text);
    }
  },
  /** In an XML or HTML text or quoted attribute. */
  MARKUP {
    @Override
    String scalar(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
  },
  /** Between the quotes of a JSON string; a list or an object becomes its JSON text. */
  JSON_STRING {
    @Override
    String scalar(String text) {
      var quoted = json(text);
      return quoted.substring(1, quoted.length() - 1);
    }

    @Override
    String compound(Object value, Placeholder placeholder) {
      return scalar(json(value));
    }
  },
  /** Where JSON expects a value: the value itself, whatever it is. */
  JSON_VALUE {
    @Override
    String scalar(String text) {
      return text;
    }

    @Override
    String write(@Nullable Object value, Placeholder placeholder) {
      return json(value);
    }

    @Override
    String missing() {
      return "null";
    }
  };

  private static final ObjectMapper JSON = ContractSerializer.json();
  private static final String UNRESERVED = "-._~";

  abstract String scalar(String text);

  /** What stands for an optional value that is missing. */
  String missing() {
    return "";
  }

  String compound(Object value, Placeholder placeholder) {
    throw new TemplateProblem(
        "%s is %s; only text, a number or true/false can stand here"
            .formatted(placeholder, value instanceof List ? "a list" : "an object"));
  }

  String write(@Nullable Object value, Placeholder placeholder) {
    return switch (value) {
      case null -> {
        if (!placeholder.optional()) {
          throw new TemplateProblem("%s is null".formatted(placeholder));
        }
        yield missing();
      }
      case String text -> scalar(text);
      case Boolean truth -> scalar(truth.toString());
      case Double number -> scalar(plain(BigDecimal.valueOf(number)));
      case BigDecimal number -> scalar(plain(number));
      case Number number -> scalar(number.toString());
      case Map<?, ?> object -> compound(object, placeholder);
      case List<?> list -> compound(list, placeholder);
      default ->
          throw new TemplateProblem(
              "%s is a %s, which is not JSON"
                  .formatted(placeholder, value.getClass().getSimpleName()));
    };
  }

  static String percentEncoded(String text) {
    var encoded = new StringBuilder(text.length());
    for (var octet : text.getBytes(UTF_8)) {
      var character = (char) (octet & 0xFF);
      if (isAsciiLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isAsciiLetterOrDigit(char character) {
    return character < 0x80 && Character.isLetterOrDigit(character);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException notJson) {
      throw new TemplateProblem("A value is not JSON: " + notJson.getOriginalMessage());
    }
  }
}
