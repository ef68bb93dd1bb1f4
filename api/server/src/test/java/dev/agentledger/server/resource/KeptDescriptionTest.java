package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The types of the console's client are generated from a description that is kept with it. */
class KeptDescriptionTest extends RunningLedger {

  private static final Path KEPT = Path.of("..", "console", "openapi.json");
  private static final String RENEW =
      """
      ./mvnw -pl api/server -am test -Dtest=KeptDescriptionTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Dledger.openapi=renew\
      """;

  @Test
  void theKeptDescriptionIsTheOneThatTheProgramGives() throws IOException {
    var given = described();

    if ("renew".equals(System.getProperty("ledger.openapi"))) {
      Files.writeString(KEPT, given);
    }

    assertThat(Files.readString(KEPT).equals(given))
        .as("%s is what the program says of its interface; renew it with%n%n  %s", KEPT, RENEW)
        .isTrue();
  }

  /** In the same order each time, and without where this program happens to run. */
  private String described() throws IOException {
    var description = (ObjectNode) bodyOf(get(anonymous(), "/v3/api-docs"));
    description.remove("servers");
    var indent = new DefaultIndenter("  ", "\n");
    var form =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indent)
            .withArrayIndenter(indent);
    var json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    return json.writer(form).writeValueAsString(json.treeToValue(description, Object.class)) + "\n";
  }
}
