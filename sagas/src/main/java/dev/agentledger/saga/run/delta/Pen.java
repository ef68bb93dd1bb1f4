package dev.agentledger.saga.run.delta;

import dev.agentledger.api.run.RunDelta;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Gathers what a model writes on this node into pieces: at most so many characters, and about one
 * piece in so much time, so that readers and other nodes are not woken for every word.
 */
final class Pen {

  /** A piece fits into a notice of PostgreSQL even if each character has to be escaped. */
  static final int LONGEST_PIECE = 1_200;

  static final Duration BETWEEN_PIECES = Duration.ofMillis(25);

  private final Draft draft;
  private final Consumer<RunDelta> written;
  private final StringBuilder gathered = new StringBuilder();
  private long lastPiece = System.nanoTime() - BETWEEN_PIECES.toNanos();
  private boolean waiting;

  /**
   * @param written gets each piece, in order
   */
  Pen(Draft draft, Consumer<RunDelta> written) {
    this.draft = draft;
    this.written = written;
  }

  /**
   * @param later lifts the pen that is given to it when the next piece is due
   */
  void write(String text, Consumer<Pen> later) {
    boolean now;
    synchronized (this) {
      gathered.append(text);
      now =
          gathered.length() >= LONGEST_PIECE
              || System.nanoTime() - lastPiece >= BETWEEN_PIECES.toNanos();
      if (!now && !waiting) {
        waiting = true;
        later.accept(this);
      }
    }
    if (now) {
      lift();
    }
  }

  /** Lets everything be read that was written. */
  void lift() {
    synchronized (this) {
      waiting = false;
      lastPiece = System.nanoTime();
      while (!gathered.isEmpty()) {
        written.accept(draft.write(cut()));
      }
    }
    draft.tellReaders();
  }

  /** Sends what a reader elsewhere lacks, and lets nothing come in between. */
  synchronized void repeat(int fromIndex) {
    draft.piecesFrom(fromIndex).forEach(written);
  }

  private String cut() {
    var end = Math.min(gathered.length(), LONGEST_PIECE);
    if (end < gathered.length() && Character.isHighSurrogate(gathered.charAt(end - 1))) {
      end--;
    }
    var piece = gathered.substring(0, end);
    gathered.delete(0, end);
    return piece;
  }
}
