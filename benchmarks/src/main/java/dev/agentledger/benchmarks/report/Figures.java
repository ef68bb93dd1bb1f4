package dev.agentledger.benchmarks.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them: as many digits as mean something. */
final class Figures {

  private Figures() {}

  static String plain(double number) {
    var size = Math.abs(number);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", number);
  }

  static String orNothing(@Nullable Double number) {
    return number == null || number == 0 ? "" : plain(number);
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", part * 100);
  }
}
