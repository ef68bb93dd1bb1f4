package dev.agentledger.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body whose shape is judged later: plain JSON values, written as JSON or as YAML.
 *
 * @param value maps, lists, strings, numbers, booleans and null
 */
public record Document(@Nullable Object value) {

  public static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  public static final String MERGE_PATCH = "application/merge-patch+json";
  public static final String YAML = "application/yaml";
  public static final String X_YAML = "application/x-yaml";
  public static final String TEXT_YAML = "text/yaml";

  /** This document changed by a merge patch, by RFC 7396. */
  public Document patchedBy(Document patch) {
    return new Document(merge(value, patch.value));
  }

  private static @Nullable Object merge(@Nullable Object target, @Nullable Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return patch;
    }
    var merged = new LinkedHashMap<Object, @Nullable Object>();
    if (target instanceof Map<?, ?> members) {
      merged.putAll(members);
    }
    changes.forEach(
        (member, change) -> {
          if (change == null) {
            merged.remove(member);
          } else {
            merged.put(member, merge(merged.get(member), change));
          }
        });
    return merged;
  }
}
