package dev.agentledger.saga.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.events.agent.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that tests are written in as plain values; quotes may be single. */
final class Json {

  private static final ObjectMapper READER =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private Json() {}

  static Map<String, @Nullable Object> object(String json) {
    try {
      return READER.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  static @Nullable Object value(String json) {
    try {
      return READER.readValue(json, Object.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  /** Each finding as {@code SEVERITY rule pointer}. */
  static List<String> brief(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.pointer())
        .toList();
  }
}
