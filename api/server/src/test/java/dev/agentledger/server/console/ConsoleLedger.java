package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.agentledger.server.AgentLedger;
import dev.agentledger.server.database.TestDatabase;
import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.RunningEdge;
import dev.agentledger.server.resource.SpeakingModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The whole program with its examples, people with keys of their own, and a browser for them.
 *
 * <p>All tests of the console share one program: they make what they need under names of their own.
 */
@SpringBootTest(
    classes = AgentLedger.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "ledger.admin-key=" + RunningEdge.ADMINISTRATOR,
      "ledger.master-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    })
abstract class ConsoleLedger {

  @RegisterExtension static final Browser BROWSER = new Browser();

  /** Says what a test has it say; an agent asks it as {@code stage/<a name of the test's own>}. */
  static final SpeakingModel MODEL = new SpeakingModel();

  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void surroundings(DynamicPropertyRegistry registry) {
    TestDatabase.fresh().register(registry);
    registry.add("ledger.models.providers.stage.protocol", () -> "openai");
    registry.add("ledger.models.providers.stage.base-url", MODEL::url);
  }

  /** The key of somebody with these roles. */
  String key(String name, String... roles) {
    return KEYS.computeIfAbsent(
        port + name,
        _ -> (String) edge().issue(Map.of("name", name, "roles", List.of(roles))).get("secret"));
  }

  /** The key of somebody in a project of its own, where nobody else changes what holds for all. */
  String keyIn(String project, String name, String... roles) {
    return KEYS.computeIfAbsent(
        port + project + name,
        _ ->
            (String)
                edge()
                    .issue(Map.of("project", project, "name", name, "roles", List.of(roles)))
                    .get("secret"));
  }

  /** Ada, who builds. */
  String builder() {
    return key("ada", "builder");
  }

  /** Grace, who approves. */
  String approver() {
    return key("grace", "approver");
  }

  /** Olga, who operates. */
  String operator() {
    return key("olga", "operator");
  }

  /** Anton, who audits. */
  String auditor() {
    return key("anton", "auditor");
  }

  String administrator() {
    return RunningEdge.ADMINISTRATOR;
  }

  /** The API, for what a test finds there or leaves behind. */
  WebTestClient api(String key) {
    return edge().as(key);
  }

  /** A new page of the console, as somebody sees it who is not known yet. */
  Page page(String path) {
    var page = BROWSER.newPage();
    page.navigate("http://127.0.0.1:" + port + path);
    return page;
  }

  /** A new page of the console for the holder of the key. */
  Page page(String path, String key) {
    var page = page(path);
    signIn(page, key);
    return page;
  }

  /** Comes in by the page on which everybody arrives who is not known. */
  static void signIn(Page page, String key) {
    page.getByLabel("API key").fill(key);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in")).click();
    assertThat(page.getByLabel("API key")).hasCount(0);
  }

  private Edge edge() {
    return new Edge(port);
  }
}
