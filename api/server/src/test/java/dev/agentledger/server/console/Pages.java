package dev.agentledger.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What is done with any page of the console. */
final class Pages {

  private static final Path PICTURES = Path.of("target", "console");
  private static final Path AXE =
      Path.of("..", "console", "node_modules", "axe-core", "axe.min.js");

  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(
        ({ id, help, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${help}\\n${target}\\n${failureSummary}`))
      """;

  private Pages() {}

  /** Photographs the page and looks who is kept out, in each look at once. */
  static void seen(Page page, String name) {
    page.evaluate(axe());
    Look.each(
        page,
        look -> {
          photograph(page, name, look);
          check(page, look);
        });
  }

  static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  static GetByRoleOptions named(Pattern name) {
    return new GetByRoleOptions().setName(name);
  }

  /** Named so within something else. */
  static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  /** Keeps a picture of the whole page in each look, {@code <name>-<width>-<scheme>.png}. */
  static void photograph(Page page, String name) {
    Look.each(page, look -> photograph(page, name, look));
  }

  /** Nothing of the page, in any look, keeps anybody out. */
  static void accessible(Page page) {
    page.evaluate(axe());
    Look.each(page, look -> check(page, look));
  }

  private static void photograph(Page page, String name, Look look) {
    page.screenshot(
        new ScreenshotOptions()
            .setPath(PICTURES.resolve("%s-%s.png".formatted(name, look)))
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setFullPage(true));
  }

  private static void check(Page page, Look look) {
    assertThat((List<?>) page.evaluate(VIOLATIONS))
        .as("%s in the look %s", page.url(), look)
        .isEmpty();
  }

  private static String axe() {
    try {
      return Files.readString(AXE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
