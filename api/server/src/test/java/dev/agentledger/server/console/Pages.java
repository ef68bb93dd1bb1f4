package dev.agentledger.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /** Keeps a picture of the whole page in each look, {@code <name>-<width>-<scheme>.png}. */
  static void photograph(Page page, String name) {
    Look.each(
        page,
        look ->
            page.screenshot(
                new ScreenshotOptions()
                    .setPath(PICTURES.resolve("%s-%s.png".formatted(name, look)))
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setFullPage(true)));
  }

  /** Nothing of the page, in any look, keeps anybody out. */
  static void accessible(Page page) {
    page.evaluate(axe());
    Look.each(
        page,
        look ->
            assertThat((List<?>) page.evaluate(VIOLATIONS))
                .as("%s in the look %s", page.url(), look)
                .isEmpty());
  }

  private static String axe() {
    try {
      return Files.readString(AXE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
