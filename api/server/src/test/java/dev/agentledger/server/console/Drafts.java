package dev.agentledger.server.console;

import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Agents that somebody wrote, for others to find in the console. */
record Drafts(WebTestClient api) {

  private static final String AGENTS = "/api/v1/agents";

  /** Finds links, for which the policy asks for a person. */
  void draft(String slug, String name) {
    api.post()
        .uri(AGENTS)
        .bodyValue(
            Map.of(
                "slug",
                slug,
                "name",
                name,
                "kind",
                "function",
                "inputModes",
                List.of("application/json"),
                "outputModes",
                List.of("application/json"),
                "inputSchema",
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("text"),
                    "properties",
                    Map.of(
                        "text",
                        Map.of(
                            "type",
                            "string",
                            "examples",
                            List.of("See https://example.org for more.")))),
                "code",
                "module.exports = async ({ text }) =>\n"
                    + "  ({ links: text.match(/https?:[^ ]+/g) || [] });\n",
                "smokeTests",
                List.of(Map.of("name", "one link", "input", Map.of("text", "http://a.example")))))
        .exchange()
        .expectStatus()
        .isCreated();
  }

  /** Makes the next version. */
  void rename(String slug, String name) {
    api.patch()
        .uri(AGENTS + "/" + slug)
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("name", name))
        .exchange()
        .expectStatus()
        .isOk();
  }
}
