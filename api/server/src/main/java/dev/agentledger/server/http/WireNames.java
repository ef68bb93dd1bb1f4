package dev.agentledger.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/** The names under which constants travel, in parameters as in JSON. */
final class WireNames implements ConverterFactory<String, Enum<?>> {

  static List<String> of(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum.class::cast).map(WireNames::of).toList();
  }

  @Override
  public <T extends Enum<?>> Converter<String, T> getConverter(Class<T> type) {
    return name ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> of(constant).equals(name))
            .findFirst()
            .orElseThrow(
                () -> new UnacceptableValue("must be one of " + String.join(", ", of(type))));
  }

  private static String of(Enum<?> constant) {
    try {
      var field = constant.getDeclaringClass().getField(constant.name());
      var property = field.getAnnotation(JsonProperty.class);
      return property == null ? constant.name() : property.value();
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException("Every constant is a field", impossible);
    }
  }
}
