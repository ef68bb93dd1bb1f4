package dev.agentledger.command.log;

import dev.agentledger.command.log.Horizon.Look;

/** Takes over from the table what is settled, and knows what it still waits for. */
final class Follower {

  private final LogEnd end;
  private final Pages pages;
  private final RecentEvents recent;
  private Horizon horizon = Horizon.NONE;

  Follower(LogEnd end, Pages pages, RecentEvents recent) {
    this.end = end;
    this.pages = pages;
    this.recent = recent;
  }

  /**
   * Looks once.
   *
   * @return whether nothing is waited for: no position is missing below one that was seen
   */
  boolean look() {
    if (recent.end() == Horizon.UNKNOWN) {
      findStart();
    } else if (horizon.awaited() == null || isOver(horizon.awaited())) {
      readOn();
    }
    return horizon.awaited() == null;
  }

  private void findStart() {
    var head = end.head();
    horizon = horizon.after(new Look(Horizon.UNKNOWN, head, end.writers()));
    if (horizon.settled() != Horizon.UNKNOWN) {
      recent.startAt(horizon.settled());
    }
  }

  /** Whether the gap is filled, or can be no more; what comes behind it is not read for that. */
  private boolean isOver(Horizon.Gap gap) {
    if (end.isRecorded(recent.end() + 1)) {
      return true;
    }
    horizon = horizon.after(new Look(recent.end(), gap.head(), end.writers()));
    return horizon.awaited() == null;
  }

  private void readOn() {
    while (true) {
      var page = pages.read(recent.end(), Long.MAX_VALUE);
      recent.append(page.events(), horizon.settled());
      horizon = horizon.unbrokenUpTo(recent.end());
      if (page.events().isEmpty()) {
        return;
      }
      if (recent.end() < page.last()) {
        horizon = horizon.after(new Look(recent.end(), page.last(), end.writers()));
        if (horizon.awaited() != null) {
          return;
        }
      } else if (page.whole()) {
        return;
      }
    }
  }
}
