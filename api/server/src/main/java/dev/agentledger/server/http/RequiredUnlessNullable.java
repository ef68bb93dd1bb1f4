package dev.agentledger.server.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Lets the types say what a body must hold: every component of a record, unless it may be null. */
final class RequiredUnlessNullable extends NopAnnotationIntrospector {

  private static final String OURS = "dev.agentledger.";

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    return isRequired(member)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean isRequired(Annotated member) {
    if (!(member instanceof AnnotatedParameter parameter)) {
      return false;
    }
    var type = parameter.getOwner().getDeclaringClass();
    return type.isRecord()
        && type.getName().startsWith(OURS)
        && parameter.getIndex() < type.getRecordComponents().length
        && !isNullable(type.getRecordComponents()[parameter.getIndex()]);
  }

  static boolean isNullable(RecordComponent component) {
    AnnotatedElement type = component.getAnnotatedType();
    return Arrays.stream(type.getAnnotations()).anyMatch(Nullable.class::isInstance);
  }
}
