package dev.agentledger.saga.run.delta;

import dev.agentledger.api.run.RunDelta;
import dev.agentledger.events.run.RunId;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * What a model has written at one attempt, in numbered pieces, as long as nothing durable says it.
 *
 * <p>Readers come and go; each reads at its own pace what is kept here, so a slow one costs no
 * memory. Of a very long text only the end is kept: the numbers then have a gap.
 */
final class Draft {

  /** Characters that are kept. */
  static final int MOST_KEPT = 256 * 1024;

  /** One attempt to have a model answer. */
  record Attempt(String tenant, RunId runId, int step, int attempt) {

    static Attempt of(String tenant, RunDelta delta) {
      return new Attempt(tenant, delta.runId(), delta.step(), delta.attempt());
    }

    RunDelta piece(int index, String text) {
      return new RunDelta(runId, step, attempt, index, text);
    }
  }

  private final Attempt key;
  private final int mostKept;
  private final ArrayDeque<RunDelta> pieces = new ArrayDeque<>();
  private final Set<Runnable> readers = new LinkedHashSet<>();
  private @Nullable Pen pen;
  private int kept;
  private int next;
  private boolean ended;

  Draft(Attempt key, int mostKept) {
    this.key = key;
    this.mostKept = mostKept;
  }

  Attempt key() {
    return key;
  }

  /**
   * The pen with which this node writes it.
   *
   * @param written gets each piece, in order; the first who asks for the pen says who
   */
  synchronized Pen pen(Consumer<RunDelta> written) {
    if (pen == null) {
      pen = new Pen(this, written);
    }
    return pen;
  }

  /** The same; null where another node writes it. */
  synchronized @Nullable Pen pen() {
    return pen;
  }

  /** Adds the next piece of a text that is written here. */
  synchronized RunDelta write(String text) {
    var piece = key.piece(next, text);
    add(piece);
    return piece;
  }

  /** Adds a piece that another node wrote; one that is known already changes nothing. */
  void receive(RunDelta piece) {
    synchronized (this) {
      if (piece.index() < next) {
        return;
      }
      add(piece);
    }
    tellReaders();
  }

  private void add(RunDelta piece) {
    pieces.addLast(piece);
    next = piece.index() + 1;
    kept += piece.text().length();
    while (kept > mostKept && pieces.size() > 1) {
      kept -= pieces.removeFirst().text().length();
    }
  }

  /** Wakes who waits for more; must not be called under the lock. */
  void tellReaders() {
    List<Runnable> waiting;
    synchronized (this) {
      waiting = List.copyOf(readers);
    }
    waiting.forEach(Runnable::run);
  }

  /** Nothing more will be written. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    tellReaders();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** The number of the next piece. */
  synchronized int next() {
    return next;
  }

  synchronized boolean isRead() {
    return !readers.isEmpty();
  }

  /** The first piece that is kept with this number or a higher one. */
  synchronized Optional<RunDelta> pieceFrom(int index) {
    var first = pieces.peekFirst();
    if (first == null || index >= next) {
      return Optional.empty();
    }
    return index <= first.index()
        ? Optional.of(first)
        : pieces.stream().filter(piece -> piece.index() >= index).findFirst();
  }

  synchronized List<RunDelta> piecesFrom(int index) {
    return pieces.stream().filter(piece -> piece.index() >= index).toList();
  }

  synchronized void join(Runnable reader) {
    readers.add(reader);
  }

  synchronized void leave(Runnable reader) {
    readers.remove(reader);
  }

  /** All pieces that are kept, then those that come, as fast as they are taken. */
  Flux<RunDelta> read() {
    return Flux.<RunDelta>create(sink -> new Reader(sink).begin(), FluxSink.OverflowStrategy.ERROR);
  }

  /** One who reads; only the thread that raises the count from zero moves it on. */
  private final class Reader {

    private final FluxSink<RunDelta> sink;
    private final AtomicInteger wakings = new AtomicInteger();
    private int position;

    Reader(FluxSink<RunDelta> sink) {
      this.sink = sink;
    }

    void begin() {
      Runnable wake = this::wake;
      join(wake);
      sink.onDispose(() -> leave(wake));
      sink.onRequest(_ -> wake());
    }

    private void wake() {
      if (wakings.getAndIncrement() > 0) {
        return;
      }
      var seen = 1;
      do {
        readOn();
        seen = wakings.addAndGet(-seen);
      } while (seen > 0);
    }

    private void readOn() {
      while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
        var over = hasEnded();
        var piece = pieceFrom(position);
        if (piece.isEmpty()) {
          if (over) {
            sink.complete();
          }
          return;
        }
        position = piece.get().index() + 1;
        sink.next(piece.get());
      }
    }
  }
}
