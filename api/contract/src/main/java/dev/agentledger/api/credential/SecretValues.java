package dev.agentledger.api.credential;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The secret parts of a credential by name, which no text, log or message ever shows. */
public final class SecretValues {

  private final Map<String, String> values;

  private SecretValues(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  public static SecretValues of(Map<String, String> values) {
    return new SecretValues(values);
  }

  public @Nullable String get(String name) {
    return values.get(name);
  }

  public void forEach(BiConsumer<String, String> each) {
    values.forEach(each);
  }

  @Override
  public String toString() {
    return "SecretValues";
  }
}
