package dev.agentledger.saga.validation;

import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.events.agent.AgentDefinition;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a document that a person wrote as an agent definition, or says where it is none. */
@Component
final class DefinitionReader {

  private static final String SCHEMA = "agent-definition.schema.json";

  private final DocumentReader<AgentDefinition> documents;

  DefinitionReader(JsonSchemas schemas) {
    documents =
        new DocumentReader<>(
            schemas,
            AgentDefinition.class,
            ParseDefinition.class,
            SCHEMA,
            Set.of("model", "http", "limits"));
  }

  ParsedDefinition parse(@Nullable Object document) {
    var reading = documents.read(document);
    return new ParsedDefinition(reading.value(), reading.findings());
  }
}
