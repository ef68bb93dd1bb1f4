package dev.agentledger.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Pins the numbered migrations: an installation that has one starts only while it is as it was.
 *
 * <p>A new migration gets a line in the golden file; one that has a line never changes.
 */
class MigrationContractTest {

  private static final String GOLDEN = "migrations.sha256";

  @Test
  void eachIsAsItWasWhenItWasReleased() throws Exception {
    var migrations =
        new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/V*.sql");
    Arrays.sort(migrations, comparing(Resource::getFilename));

    assertThat(Arrays.stream(migrations).map(MigrationContractTest::line))
        .as("Another migration is another file, with a line in %s", GOLDEN)
        .containsExactlyElementsOf(
            new ClassPathResource(GOLDEN).getContentAsString(UTF_8).lines().toList());
  }

  /** As {@code sha256sum} writes it. */
  private static String line(Resource migration) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(migration.getContentAsByteArray());
      return "%s  %s".formatted(HexFormat.of().formatHex(digest), migration.getFilename());
    } catch (IOException | NoSuchAlgorithmException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
