package dev.agentledger.saga.run.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model's last answer is as the output of its run.
 *
 * @param problem why it cannot be the output, in words for the model
 */
record Output(@Nullable Object value, @Nullable String problem) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern FENCED =
      Pattern.compile("```(?:json|JSON)?[ \\t]*\\R(.*?)\\R?[ \\t]*```", Pattern.DOTALL);

  /** The text itself, or the JSON in it where a schema wants some. */
  static Output of(
      @Nullable String text, @Nullable Map<String, @Nullable Object> schema, JsonSchemas schemas) {
    if (schema == null) {
      return new Output(text, null);
    }
    if (text == null || text.isBlank()) {
      return new Output(null, "The answer is empty, where JSON is wanted");
    }
    try {
      var value = JSON.readValue(jsonIn(text.strip()), Object.class);
      var findings = schemas.check(schema, value);
      return findings.isEmpty()
          ? new Output(value, null)
          : new Output(null, PlainFindings.ofOutput(findings));
    } catch (JsonProcessingException unreadable) {
      return new Output(null, "The answer is not JSON: " + unreadable.getOriginalMessage());
    }
  }

  private static String jsonIn(String text) {
    var fenced = FENCED.matcher(text);
    return !text.startsWith("{") && !text.startsWith("[") && fenced.find() ? fenced.group(1) : text;
  }
}
