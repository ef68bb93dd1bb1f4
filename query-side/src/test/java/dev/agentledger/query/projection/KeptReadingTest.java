package dev.agentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class KeptReadingTest {

  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private OptionalLong lastWriting = OptionalLong.of(1);
  private @Nullable String table = "one";
  private Runnable meanwhile = () -> {};

  private final KeptReading<String, String> reading =
      new KeptReading<>(() -> lastWriting, _ -> Mono.fromSupplier(this::read), nanos::get);

  private @Nullable String read() {
    readings.incrementAndGet();
    var found = table;
    meanwhile.run();
    return found;
  }

  private @Nullable String asked() {
    return reading.of("a").join();
  }

  private void write(String value) {
    table = value;
    lastWriting = OptionalLong.of(lastWriting.orElseThrow() + 1);
  }

  @Test
  void whatIsThereIsReadOnceUntilItIsWrittenAgain() {
    assertThat(asked()).isEqualTo("one");
    assertThat(asked()).isEqualTo("one");
    assertThat(readings).hasValue(1);

    write("two");

    assertThat(asked()).isEqualTo("two");
    assertThat(asked()).isEqualTo("two");
    assertThat(readings).hasValue(2);
  }

  @Test
  void thatNothingIsThereIsReadOnceToo() {
    table = null;

    assertThat(asked()).isNull();
    assertThat(asked()).isNull();

    assertThat(readings).hasValue(1);
  }

  @Test
  void eachIsReadForItselfWhereOthersWriteOrWhileSomethingIsWritten() {
    assertThat(asked()).isEqualTo("one");
    lastWriting = OptionalLong.empty();

    table = "of another";

    assertThat(asked()).isEqualTo("of another");
    table = "of another again";
    assertThat(asked()).isEqualTo("of another again");
  }

  @Test
  void whatWasReadWhileItWasWrittenIsNotKept() {
    meanwhile = () -> write("two");

    assertThat(asked()).isEqualTo("one");
    meanwhile = () -> {};

    assertThat(asked()).isEqualTo("two");
  }

  @Test
  void nothingIsKeptForLongerThanASecond() {
    assertThat(asked()).isEqualTo("one");
    table = "of another that this process does not know of";

    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(asked()).isEqualTo("one");
    nanos.addAndGet(Duration.ofMillis(2).toNanos());

    assertThat(asked()).isEqualTo("of another that this process does not know of");
  }
}
