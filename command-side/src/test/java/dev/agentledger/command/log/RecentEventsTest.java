package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.command.log.RecentEvents.Entry;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

  private static final long PLENTY = 1_000_000;

  @Test
  void nothingIsKeptBeforeTheStartIsKnown() {
    var recent = new RecentEvents(4, PLENTY);

    recent.append(events(1, 3), 0);

    assertThat(recent.end()).isEqualTo(Horizon.UNKNOWN);
  }

  @Test
  void whatFollowsOnTheEndIsTakenAndNothingBehindAGap() {
    var recent = startedAt(5, 10, PLENTY);

    recent.append(List.of(event(4, 1), event(6, 1), event(7, 1), event(9, 1)), 5);

    assertThat(recent.end()).isEqualTo(7);
    assertThat(recent.after(5, 10)).extracting(Entry::position).containsExactly(6L, 7L);
  }

  @Test
  void aGapThatIsSettledIsPassed() {
    var recent = startedAt(5, 10, PLENTY);

    recent.append(List.of(event(7, 1), event(9, 1), event(12, 1)), 9);

    assertThat(recent.after(5, 10)).extracting(Entry::position).containsExactly(7L, 9L);
    assertThat(recent.after(8, 10)).extracting(Entry::position).containsExactly(9L);
  }

  @Test
  void theOldestLeaveWhenThereAreTooMany() {
    var recent = startedAt(0, 4, PLENTY);

    recent.append(events(1, 10), 0);

    assertThat(recent.after(5, 10)).isNull();
    assertThat(recent.after(6, 2)).extracting(Entry::position).containsExactly(7L, 8L);
    assertThat(recent.after(10, 10)).isEmpty();
  }

  @Test
  void theOldestLeaveWhenTheyAreTooLargeEvenAll() {
    var recent = startedAt(0, 100, 7_000);

    recent.append(List.of(event(1, 1_000), event(2, 1_000), event(3, 3_000)), 0);
    assertThat(recent.after(1, 10)).isNull();
    assertThat(recent.after(2, 10)).extracting(Entry::position).containsExactly(3L);

    recent.append(List.of(event(4, 10_000)), 0);
    assertThat(recent.after(3, 10)).isNull();
    assertThat(recent.after(4, 10)).isEmpty();
    assertThat(recent.end()).isEqualTo(4);
  }

  private static RecentEvents startedAt(long settled, int events, long bytes) {
    var recent = new RecentEvents(events, bytes);
    recent.startAt(settled);
    return recent;
  }

  private static List<Entry> events(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(position -> event(position, 1)).toList();
  }

  private static Entry event(long position, long bytes) {
    return new Entry(position, bytes, List.of());
  }
}
