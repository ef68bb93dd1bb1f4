package dev.agentledger.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agentledger.server.console.Pages.named;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who holds a key comes in, and nobody else. */
class SignInTest extends ConsoleLedger {

  @Test
  void aWrongKeyIsToldAndTheRightOneLeadsToWhereSomebodyWantedToGo() {
    var page = page("/agents");
    var key = page.getByLabel("API key");
    var signIn = page.getByRole(AriaRole.BUTTON, named("Sign in"));

    key.fill("al_nobody-has-this-key");
    signIn.click();

    assertThat(key).hasAccessibleDescription("The key is not known");
    Pages.seen(page, "sign-in");

    key.fill(builder());
    signIn.click();

    assertThat(page.getByRole(AriaRole.HEADING, named("Agents"))).isVisible();
    assertThat(page.getByText("Text statistics")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named(Pattern.compile("ada$")))).isVisible();
    Pages.seen(page, "agents");
  }
}
