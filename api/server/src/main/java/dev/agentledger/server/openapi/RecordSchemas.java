package dev.agentledger.server.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JavaType;
import dev.agentledger.api.Usd;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.agent.ModelSettings;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Describes our records as their types say: what may not be null is required, and a plain value may
 * be any JSON.
 */
@Component
class RecordSchemas implements ModelConverter {

  /** Written by people, who may leave out what is empty. */
  private static final Set<Class<?>> LENIENT =
      Set.of(
          AgentDefinition.class,
          HttpConfiguration.class,
          ModelSettings.class,
          CredentialUse.class,
          ToolDefinition.class,
          ToolApproval.class,
          Egress.class);

  private static final String OURS = "dev.agentledger.";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    var javaType = Json.mapper().constructType(type.getType());
    if (javaType.getRawClass() == Object.class || isRaw(type)) {
      return new Schema<>().description("Any JSON value");
    }
    if (javaType.getRawClass() == Duration.class) {
      return new StringSchema().format("duration").example("PT1H");
    }
    if (javaType.getRawClass() == Usd.class) {
      return new StringSchema().description("US dollars, as a decimal").example("0.25");
    }
    var schema = chain.next().resolve(type, context, chain);
    if (isOurRecord(javaType)) {
      require(javaType.getRawClass(), schema, context);
    }
    return schema;
  }

  private static boolean isRaw(AnnotatedType type) {
    var annotations = type.getCtxAnnotations();
    return annotations != null
        && Arrays.stream(annotations).anyMatch(JsonRawValue.class::isInstance);
  }

  private static boolean isOurRecord(JavaType type) {
    return type.getRawClass().isRecord() && type.getRawClass().getName().startsWith(OURS);
  }

  private static void require(
      Class<?> type, @Nullable Schema<?> resolved, ModelConverterContext context) {
    var schema =
        resolved != null && resolved.get$ref() != null
            ? context
                .getDefinedModels()
                .get(resolved.get$ref().substring(resolved.get$ref().lastIndexOf('/') + 1))
            : resolved;
    if (schema == null || schema.getProperties() == null) {
      return;
    }
    Arrays.stream(type.getRecordComponents())
        .filter(component -> isRequired(type, component))
        .map(RecordComponent::getName)
        .forEach(schema::addRequiredItem);
  }

  private static boolean isRequired(Class<?> type, RecordComponent component) {
    var mayBeNull =
        Arrays.stream(component.getAnnotatedType().getAnnotations())
            .anyMatch(Nullable.class::isInstance);
    var plain =
        component.getType() == String.class
            || component.getType().isEnum()
            || component.getType().isPrimitive();
    return !mayBeNull && (plain || !LENIENT.contains(type));
  }
}
