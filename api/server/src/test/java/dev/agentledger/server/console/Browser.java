package dev.agentledger.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One Chromium for all tests of a JVM, in which each test begins as a stranger.
 *
 * <p>A test fails with whatever went wrong in its pages, too. What a failed one saw last stays in
 * {@code target/console/failed}.
 */
final class Browser implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {

  private static final Namespace SHARED = Namespace.create(Browser.class);
  private static final Path FAILED = Path.of("target", "console", "failed");
  private static final double PATIENCE_MILLIS = 60_000;

  private @Nullable Visit visit;

  /** A new page of this test. */
  Page newPage() {
    return visit().newPage();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
    return Chromium.isUnwanted()
        ? ConditionEvaluationResult.disabled("No browser is wanted")
        : ConditionEvaluationResult.enabled("A browser is wanted");
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    var context =
        chromium(test)
            .browser()
            .newContext(
                new NewContextOptions()
                    .setViewportSize(Look.WIDE, Look.HIGH)
                    .setLocale("en-GB")
                    .setTimezoneId("Europe/Berlin")
                    .setPermissions(List.of("clipboard-read", "clipboard-write"))
                    .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    visit = new Visit(context);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    var ended = visit();
    try {
      if (test.getExecutionException().isPresent() || !ended.wrong().isEmpty()) {
        ended.keepAs(
            FAILED,
            test.getRequiredTestClass().getSimpleName()
                + test.getDisplayName().replaceAll("\\W+", "-"));
      }
      assertThat(ended.wrong()).as("what went wrong in the pages").isEmpty();
    } finally {
      ended.end();
    }
  }

  private static Chromium chromium(ExtensionContext test) {
    return test.getRoot()
        .getStore(SHARED)
        .computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class);
  }

  private Visit visit() {
    return Objects.requireNonNull(visit, "A page is opened within a test");
  }
}
