package dev.agentledger.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.evolution.ContractSerializer;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How views stand in their tables: as JSON text.
 *
 * <p>Text and not {@code jsonb}, which rejects the escaped NUL that an agent's output may hold.
 */
public final class Documents {

  private static final ObjectMapper JSON = ContractSerializer.json();

  private Documents() {}

  public static String write(Object view) {
    try {
      return JSON.writeValueAsString(view);
    } catch (JsonProcessingException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  public static <T> T read(String document, Class<T> type) {
    try {
      return JSON.readValue(document, type);
    } catch (JsonProcessingException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  public static JsonNode tree(String document) {
    return read(document, JsonNode.class);
  }

  /** The plain Java value of a part of a document. */
  public static @Nullable Object plain(@Nullable JsonNode node) {
    try {
      return node == null ? null : JSON.treeToValue(node, Object.class);
    } catch (JsonProcessingException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  /** The text as a column can hold it: PostgreSQL knows no NUL. */
  public static String column(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
