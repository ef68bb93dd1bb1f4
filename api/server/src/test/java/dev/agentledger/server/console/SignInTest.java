package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Who holds a key comes in, and nobody else. */
class SignInTest extends ConsoleLedger {

  @Test
  void aWrongKeyIsToldAndTheRightOneLeadsToWhereSomebodyWantedToGo() {
    var page = page("/agents");
    var key = page.getByLabel("API key");
    var signIn = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in"));

    key.fill("al_nobody-has-this-key");
    signIn.click();

    assertThat(key).hasAccessibleDescription("The key is not known");
    Pages.photograph(page, "sign-in");
    Pages.accessible(page);

    key.fill(builder());
    signIn.click();

    assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Agents")))
        .isVisible();
    assertThat(page.getByText("Text statistics")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("ada"))).isVisible();
    Pages.photograph(page, "agents");
    Pages.accessible(page);
  }
}
