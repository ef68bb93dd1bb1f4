package dev.agentledger.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README works as it is written. */
class TourIT {

  @TempDir Path home;

  @Test
  void theTourComesToItsEnd() throws IOException, InterruptedException {
    try (var program = new Program(home).start()) {
      var said = home.resolve("tour.log");
      var tour =
          new ProcessBuilder("bash", System.getProperty("ledger.repository") + "/docs/tour.sh")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      tour.environment().put("LEDGER_URL", program.url());
      tour.environment().put("LEDGER_KEY", Program.ADMIN_KEY);

      var walk = tour.start();

      assertThat(walk.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(walk.exitValue()).as(Files.readString(said)).isZero();
      assertThat(Files.readString(said)).contains("The tour ends here");
    }
  }
}
