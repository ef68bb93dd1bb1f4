package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** Tools: written, changed, taken out of use, and made of a description. */
class ToolsConsoleTest extends ConsoleLedger {

  private static final String TOOLS = "/api/v1/tools";

  private static final String DESCRIPTION =
      """
      openapi: 3.1.0
      info: { title: Order desk, version: "1" }
      servers: [{ url: https://desk.example.com/v2 }]
      security: [{ desk_key: [] }]
      paths:
        /orders:
          get: { operationId: listDeskOrders, responses: { "200": { description: ok } } }
          post:
            operationId: placeDeskOrder
            security: [{ desk_login: [] }]
            responses: { "201": { description: made } }
        /orders/{id}:
          parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
          delete: { operationId: cancelDeskOrder, responses: { "204": { description: gone } } }
          trace: { responses: { "200": { description: ok } } }
      components:
        securitySchemes:
          desk_key: { type: apiKey, in: header, name: X-Desk-Key }
          desk_login: { type: http, scheme: basic }
      """;

  @Test
  void anHttpToolIsWrittenWithAllItsRules() {
    var page = page("/tools", builder());
    page.getByRole(AriaRole.LINK, named("New tool")).first().click();
    assertThat(findings(page)).containsText("/http/url");
    seen(page, "tool-new");

    // each finding leads to its field, and what was typed is there after a reload
    findings(page).getByRole(AriaRole.BUTTON, in("/http/url")).click();
    assertThat(text(page, "URL")).isFocused();
    page.keyboard().type("https://refunds.example.com/{{input.order}}");
    text(page, "Name").fill("Refund Order");
    assertThat(text(page, "Name"))
        .hasAccessibleDescription(Pattern.compile("This does not have the right form"));
    text(page, "Name").fill("refund_order");
    text(page, "Description").fill("Pays an order back.");
    page.reload();
    assertThat(text(page, "Name")).hasValue("refund_order");

    // every member has its field
    page.getByLabel("Effect of a call").selectOption("effectful");
    page.getByLabel("Method").selectOption("POST");
    page.getByRole(AriaRole.BUTTON, named("Add query")).click();
    page.getByLabel("Name 1").fill("reason");
    page.getByLabel("Value 1").fill("{{input.reason?}}");
    text(page, "Body Optional").fill("{\"amount\": {{input.amount}}}");
    text(page, "Input schema")
        .fill(
            """
            {"type": "object", "properties": {"order": {"type": "string"},
             "reason": {"type": "string"}, "amount": {"type": "number"}}}\
            """);
    text(page, "Hosts Optional").fill("*.example.com");
    text(page, "Hosts Optional").press("Enter");
    page.getByLabel("When a person must allow a call").selectOption("when");
    text(page, "Condition").fill("args.amount > 100");
    page.getByLabel("How many must agree").fill("2");
    page.getByLabel("Then").selectOption("fail");
    page.getByLabel("Calls a minute").fill("30");
    assertThat(page.getByRole(AriaRole.REGION, named("Validation")).getByRole(AriaRole.STATUS))
        .hasText("Valid");
    page.getByRole(AriaRole.BUTTON, named("Register tool")).click();

    var rules = page.getByRole(AriaRole.REGION, named("Rules of a call"));
    assertThat(rules).containsText("Needed when the condition holds");
    assertThat(rules).containsText("2 people with the role approver");
    assertThat(rules).containsText("Fails the run after 24 h");
    assertThat(rules).containsText("30 calls a minute");
    seen(page, "tool");
    tool("refund_order")
        .jsonPath("$.definition.http.query.reason")
        .isEqualTo("{{input.reason?}}")
        .jsonPath("$.definition.egress.hosts[0]")
        .isEqualTo("*.example.com")
        .jsonPath("$.definition.approval.onExpiry")
        .isEqualTo("fail");
  }

  @Test
  void aFunctionIsChangedAsYamlAndTakenOutOfUse() {
    var page = page("/tools/new?kind=function&tab=yaml", builder());
    var yaml = text(page, "Definition as YAML");
    yaml.fill(
        """
        name: to_kelvin
        description: Converts degrees.
        kind: function
        effect: read
        inputSchema: {type: object}
        code: "module.exports = async ({ celsius }) => celsius + 273.15;"
        """);
    page.getByRole(AriaRole.BUTTON, named("Register tool")).click();
    page.waitForURL("**/tools/to_kelvin");

    page.getByRole(AriaRole.LINK, named("Edit")).click();
    page.getByRole(AriaRole.LINK, named("YAML")).click();
    yaml.press("Control+End");
    page.keyboard().type("quotaPerMinute: 5");
    page.getByRole(AriaRole.LINK, named("Form")).click();
    var quota = page.getByLabel("Calls a minute");
    assertThat(quota).hasValue("5");
    seen(page, "tool-edit");

    // what was typed is given up only after a question
    page.getByRole(AriaRole.BUTTON, named("Discard my changes")).click();
    page.getByRole(AriaRole.ALERTDIALOG)
        .getByRole(AriaRole.BUTTON, in("Discard my changes"))
        .click();
    assertThat(quota).hasValue("");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    quota.fill("5");

    page.getByRole(AriaRole.BUTTON, named("Review and save")).click();
    page.getByRole(AriaRole.BUTTON, named("Save version 2")).click();
    page.waitForURL("**/tools/to_kelvin");

    page.getByRole(AriaRole.LINK, named("Versions")).click();
    page.getByRole(AriaRole.BUTTON, named("With version 1")).click();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("Version 2")))
        .containsText("quotaPerMinute: 5");
    seen(page, "tool-versions");
    page.getByRole(AriaRole.LINK, named("Definition")).click();
    assertThat(text(page, "Definition of to_kelvin as YAML")).containsText("name: to_kelvin");

    page.getByRole(AriaRole.BUTTON, named("Retire")).click();
    var question = page.getByRole(AriaRole.ALERTDIALOG, named("Retire to_kelvin?"));
    assertThat(question).containsText("It can be restored.");
    question.getByLabel("Reason").fill("Nobody measures in kelvin");
    question.getByRole(AriaRole.BUTTON, in("Retire")).click();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Edit"))).isDisabled();
    tool("to_kelvin").jsonPath("$.status").isEqualTo("retired");
    page.getByRole(AriaRole.BUTTON, named("Restore")).click();
    page.getByRole(AriaRole.ALERTDIALOG).getByRole(AriaRole.BUTTON, in("Restore")).click();
    assertThat(page.getByRole(AriaRole.LINK, named("Edit"))).isVisible();
    tool("to_kelvin").jsonPath("$.status").isEqualTo("active");
  }

  @Test
  void chosenOperationsOfADescriptionBecomeTools() {
    var page = page("/tools/import", builder());
    page.getByLabel("File with an OpenAPI description")
        .setInputFiles(
            new FilePayload(
                "desk.yaml", "application/yaml", DESCRIPTION.getBytes(StandardCharsets.UTF_8)));
    page.getByLabel("Address of the service").fill("https://orders.example.com/v3");
    page.getByRole(AriaRole.BUTTON, named("Show what it becomes")).click();

    // what each operation becomes is seen before anything is made
    assertThat(page.getByRole(AriaRole.REGION, named("Skipped: 1")))
        .containsText("TRACE /orders/{id}");
    var slots = page.getByRole(AriaRole.REGION, named("Credentials it needs"));
    assertThat(slots).containsText("A user name and a password");
    seen(page, "tool-import");

    // one operation is left out, and with it the credential that only it uses
    page.getByRole(AriaRole.CHECKBOX, named("Import POST /orders")).uncheck();
    assertThat(slots).not().containsText("desk_login");
    page.getByRole(AriaRole.BUTTON, named("Import 2 tools")).click();
    assertThat(page.getByRole(AriaRole.REGION, named("What it became")))
        .containsText("cancel_desk_order");
    tool("cancel_desk_order")
        .jsonPath("$.definition.http.url")
        .isEqualTo("https://orders.example.com/v3/orders/{{input.id}}")
        .jsonPath("$.credential")
        .isEqualTo("desk_key");
    api(builder()).get().uri(TOOLS + "/place_desk_order").exchange().expectStatus().isNotFound();

    // they are found by the credential that they use
    page.getByRole(AriaRole.LINK, named("cancel_desk_order")).click();
    page.getByRole(AriaRole.LINK, named("desk_key")).click();
    var tools = page.getByRole(AriaRole.TABLE, named("Tools"));
    assertThat(tools.getByRole(AriaRole.ROW)).hasCount(3);
    seen(page, "tools");
  }

  @Test
  void whoDoesNotBuildReadsWhy() {
    var page = page("/tools", key("vic", "viewer"));

    var add = page.getByRole(AriaRole.BUTTON, named("New tool")).first();
    assertThat(add).isDisabled();
    add.focus();

    assertThat(page.getByRole(AriaRole.TOOLTIP)).hasText("Needs the role builder");
  }

  private BodyContentSpec tool(String name) {
    return api(builder())
        .get()
        .uri(TOOLS + "/" + name)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  private static Locator text(Page page, String name) {
    return page.getByRole(AriaRole.TEXTBOX, named(name));
  }

  private static Locator findings(Page page) {
    return page.getByRole(AriaRole.LIST, named("Findings"));
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
