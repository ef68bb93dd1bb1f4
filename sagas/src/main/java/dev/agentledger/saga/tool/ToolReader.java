package dev.agentledger.saga.tool;

import dev.agentledger.api.tool.ParseTool;
import dev.agentledger.api.tool.ParsedTool;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.saga.validation.DocumentReader;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a document that a person wrote as the definition of a tool, or says where it is none. */
@Component
final class ToolReader {

  private static final String SCHEMA = "tool-definition.schema.json";

  private final DocumentReader<ToolDefinition> documents;

  ToolReader(JsonSchemas schemas) {
    documents =
        new DocumentReader<>(
            schemas,
            ToolDefinition.class,
            ParseTool.class,
            SCHEMA,
            Set.of("approval", "http", "egress"));
  }

  ParsedTool parse(@Nullable Object document) {
    var reading = documents.read(document);
    return new ParsedTool(reading.value(), reading.findings());
  }
}
