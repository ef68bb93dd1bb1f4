package dev.agentledger.server.openapi;

import dev.agentledger.api.AsOf;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description says of the interface as a whole, and of the types that are our own. */
@Configuration(proxyBeanMethods = false)
class OpenApiWiring {

  private static final String BEARER = "bearer";
  private static final String DESCRIPTION =
      """
      The control plane and runtime for AI agents in which every decision and every step is an \
      immutable event.

      Every request needs a key (`Authorization: Bearer`). Every POST takes an `Idempotency-Key`: \
      the same key and body get the first answer again. An `ETag` is the version of a stream; \
      `If-Match` makes a write depend on it. `?dryRun=true` answers with the facts that a write \
      would record, and records none. `?after=<position>` on a GET answers when that position of \
      the log can be seen. Whatever fails is answered with a problem (RFC 9457) of a stable type.
      """;

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Intent.class, Caller.class)
        .replaceWithClass(Document.class, AgentDefinition.class)
        .replaceWithSchema(PageSize.class, pageSize())
        .replaceWithSchema(
            AsOf.class,
            new StringSchema()
                .description("A position of the log, or an instant")
                .example("2026-01-31T12:00:00Z"));
  }

  private static IntegerSchema pageSize() {
    var schema = new IntegerSchema();
    schema.setMinimum(BigDecimal.ONE);
    schema.setMaximum(BigDecimal.valueOf(PageSize.MOST));
    schema.setDefault(Integer.valueOf(PageSize.DEFAULT));
    schema.setDescription("Most items of one page");
    return schema;
  }

  @Bean
  OpenAPI interfaceDescription() {
    return new OpenAPI()
        .info(new Info().title("Agent Ledger").version("v1").description(DESCRIPTION))
        .addServersItem(new Server().url("/").description("This program"))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme(BEARER)
                        .description("An API key")));
  }
}
