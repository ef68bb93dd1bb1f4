package dev.agentledger.server.openapi;

import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.events.agent.Finding;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;

/** The schemas of a description, each added when it is first needed. */
final class Schemas {

  private static final String PROBLEM = "Problem";
  private static final boolean OPENAPI_31 = true;

  private final OpenAPI description;

  Schemas(OpenAPI description) {
    this.description = description;
  }

  Schema<?> of(Class<?> type) {
    var resolved =
        ModelConverters.getInstance(OPENAPI_31)
            .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    resolved.referencedSchemas.forEach(this::add);
    return resolved.schema;
  }

  Schema<?> ofProblem() {
    add(PROBLEM, problem());
    return new Schema<>().$ref(PROBLEM);
  }

  private void add(String name, Schema<?> schema) {
    var known = description.getComponents().getSchemas();
    if (known == null || !known.containsKey(name)) {
      description.getComponents().addSchemas(name, schema);
    }
  }

  private Schema<?> problem() {
    var schema =
        new ObjectSchema()
            .addProperty("type", text("Stable URN of the kind of problem").format("uri"))
            .addProperty("title", text("The kind of problem, for people"))
            .addProperty("status", new IntegerSchema())
            .addProperty("detail", text("What is wrong this time"))
            .addProperty("instance", text("The address that was asked"))
            .addProperty("correlationId", text("Finds the request in log, audit and traces"))
            .addProperty("parameter", text("The parameter that is not valid"))
            .addProperty("pointer", text("The member of the body that is not valid"))
            .addProperty("line", new IntegerSchema().description("Where the body breaks off"))
            .addProperty("column", new IntegerSchema())
            .addProperty("roles", new ArraySchema().items(text("A role that would allow it")))
            .addProperty(
                "findings",
                new ArraySchema().items(of(Finding.class)).description("What makes it invalid"))
            .addProperty("expected", subject("What was to be decided"))
            .addProperty("actual", subject("What it is by now"))
            .addProperty("difference", of(VersionComparison.class))
            .addProperty("budgets", new ArraySchema().items(text("A budget that is spent")))
            .addProperty(
                "periodEnds", text("When the first of them begins anew").format("date-time"))
            .additionalProperties(true)
            .description("Why a request failed, by RFC 9457");
    List.of("type", "title", "status", "detail", "instance").forEach(schema::addRequiredItem);
    return schema;
  }

  private static Schema<?> subject(String text) {
    return new ObjectSchema()
        .addProperty("hash", new StringSchema())
        .addProperty("streamVersion", new IntegerSchema().format("int64"))
        .description(text);
  }

  private static Schema<?> text(String description) {
    return new StringSchema().description(description);
  }
}
