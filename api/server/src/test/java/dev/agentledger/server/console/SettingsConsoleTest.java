package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.ALERT;
import static com.microsoft.playwright.options.AriaRole.ALERTDIALOG;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static com.microsoft.playwright.options.AriaRole.ROW;
import static com.microsoft.playwright.options.AriaRole.TABLE;
import static dev.agentledger.server.console.Elements.labelled;
import static dev.agentledger.server.console.Elements.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.StatusAssertions;

/** What holds for a whole project: keys, policy, models, credentials and prices. */
class SettingsConsoleTest extends ConsoleLedger {

  private static final String PROJECT = "settled";
  private static final String SECRET = "tok-n0body-may-see-this";

  @Test
  void aKeyIsIssuedShownOnceUsedAndRevoked() {
    var page = page("/settings/keys", admin());
    assertThat(named(page, TABLE, "Keys")).containsText("carol");

    // issued, by keyboard
    Keyboard.press(page, named(page, BUTTON, "Issue a key"));
    var form = named(page, DIALOG, "Issue a key");
    labelled(form, "Name").fill("robot");
    Keyboard.reach(page, form.getByLabel("operator"));
    page.keyboard().press("Space");
    labelled(form, "Name").press("Enter");

    // shown once, and good
    var shown = named(page, DIALOG, "The key robot");
    var secret = labelled(shown, "Secret of the key").inputValue();
    assertThat(shown).containsText("It is shown this once");
    assertThat(shown).containsText("viewer, operator");
    me(secret).isEqualTo(200);
    named(shown, BUTTON, "I have kept it").click();
    assertThat(named(page, TABLE, "Keys").getByRole(ROW)).hasCount(3);
    page.reload();
    assertThat(named(page, TABLE, "Keys")).containsText("robot");
    assertThat(page.content()).doesNotContain(secret);
    seen(page, "keys");

    // revoked, and good for nothing
    named(page, BUTTON, "Revoke robot").click();
    var question = page.getByRole(ALERTDIALOG);
    assertThat(question).containsText("cannot be made good again");
    named(question, BUTTON, "Revoke").click();
    assertThat(named(page, TABLE, "Keys")).containsText("Revoked");
    me(secret).isEqualTo(401);
  }

  @Test
  void thePolicyIsAmendedWhenItsChangeWasSeen() {
    var page = page("/settings/policy", admin());
    assertThat(named(page, HEADING, "Version 1")).isVisible();
    assertThat(named(page, BUTTON, "Review the change")).isDisabled();

    // what is wrong is said where it is
    labelled(page, "How many must agree").fill("none");
    assertThat(labelled(page, "How many must agree"))
        .hasAccessibleDescription("At least one must agree");
    labelled(page, "How many must agree").fill("2");
    page.getByLabel("Agents of the kind function").uncheck();
    page.getByLabel("Reason").fill("Functions need a look");
    seen(page, "policy");

    // what changes is seen before it holds
    named(page, BUTTON, "Review the change").click();
    var question = page.getByRole(ALERTDIALOG);
    var changes = named(question, REGION, "What changes");
    assertThat(changes).containsText("/approval/approvals");
    assertThat(changes).containsText("/automaticKinds");
    assertThat(changes.getByRole(LISTITEM)).hasCount(2);
    named(question, BUTTON, "Amend the policy").click();
    assertThat(named(page, HEADING, "Version 2")).isVisible();
    assertThat(named(page, REGION, "Versions")).containsText("Version 1");
    assertThat(named(page, REGION, "Versions")).containsText("Functions need a look");
  }

  @Test
  void aCredentialIsStoredUsedAndNeverShown() {
    var page = page("/settings/credentials", admin());
    named(page, BUTTON, "Store a credential").first().click();
    var form = named(page, DIALOG, "Store a credential");

    // what is wrong is said, and what was typed stays
    labelled(form, "Name").fill("9lives");
    labelled(form, "Kind").selectOption("bearer");
    labelled(form, "Token").fill(SECRET);
    form.getByLabel("Send it only to").fill("api.crm.example");
    named(form, BUTTON, "Store").click();
    assertThat(form.getByRole(ALERT)).containsText("begins with a-z");
    labelled(form, "Name").fill("crm");
    named(form, BUTTON, "Store").click();

    // it is there, with what shows it
    assertThat(named(page, TABLE, "Credentials")).containsText("Bearer token");
    seen(page, "credentials");
    tool("find_customer", "crm");
    named(page, LINK, "crm").click();
    var panel = named(page, DIALOG, "crm");
    assertThat(named(panel, REGION, "Used by")).containsText("find_customer");
    assertThat(panel).containsText("Kept encrypted, never shown");
    seen(page, "credential");

    // never its secret, which another replaces
    named(panel, BUTTON, "Rotate").click();
    var rotation = named(page, DIALOG, "Rotate crm");
    assertThat(labelled(rotation, "Token")).hasValue("");
    labelled(rotation, "Token").fill("another");
    named(rotation, BUTTON, "Rotate").click();
    assertThat(page.getByText("The credential crm is rotated")).isVisible();
    assertThat(page.content()).doesNotContain(SECRET);
    assertThat(Objects.toString(page.evaluate("() => JSON.stringify({ ...sessionStorage })")))
        .doesNotContain(SECRET);

    // until it is revoked
    named(panel, BUTTON, "Revoke").click();
    var question = page.getByRole(ALERTDIALOG);
    assertThat(question).containsText("its secret is erased");
    named(question, BUTTON, "Revoke").click();
    assertThat(panel).containsText("Erased");
  }

  @Test
  void modelsAreListedWithTheirPriceWhichIsAmended() {
    var page = page("/settings/models", admin());
    var models = named(page, TABLE, "Models");
    assertThat(models).containsText("rehearsal/rehearsal");
    assertThat(models).containsText("Rehearsal");
    assertThat(models).containsText("Asks nobody");
    assertThat(page.getByText("No provider is configured yet")).isVisible();
    seen(page, "models");

    named(page, LINK, "Prices").click();
    assertThat(page.getByText("No book was adopted yet")).isVisible();
    named(page, BUTTON, "Amend").click();
    named(page, BUTTON, "Add a line").click();
    var line = named(page, LISTITEM, "New line");
    labelled(line, "Provider").fill("openai");
    line = named(page, LISTITEM, "openai");
    labelled(line, "Model").fill("gpt-mini*");
    line = named(page, LISTITEM, "openai gpt-mini*");
    labelled(line, "Input").fill("0.25");
    labelled(line, "Output").fill("2");
    named(page, BUTTON, "Review the change").click();
    var question = page.getByRole(ALERTDIALOG);
    assertThat(named(question, REGION, "What changes")).containsText("/openai gpt-mini*");
    named(question, BUTTON, "Amend the prices").click();
    assertThat(named(page, TABLE, "Prices")).containsText("$0.25");
    assertThat(page.getByText("Version 1, by carol")).isVisible();
    seen(page, "prices");
  }

  private String admin() {
    return keyIn(PROJECT, "carol", "admin", "auditor", "builder");
  }

  private static void seen(Page page, String name) {
    Pages.photograph(page, name);
    Pages.accessible(page);
  }

  private StatusAssertions me(String secret) {
    return api(secret).get().uri("/api/v1/me").exchange().expectStatus();
  }

  private void tool(String name, String credential) {
    api(admin())
        .post()
        .uri("/api/v1/tools")
        .bodyValue(
            Map.of(
                "name",
                name,
                "description",
                "Finds a customer",
                "kind",
                "http",
                "effect",
                "read",
                "credential",
                credential,
                "inputSchema",
                Map.of("type", "object"),
                "http",
                Map.of("method", "GET", "url", "https://api.crm.example/customers")))
        .exchange()
        .expectStatus()
        .isCreated();
  }
}
