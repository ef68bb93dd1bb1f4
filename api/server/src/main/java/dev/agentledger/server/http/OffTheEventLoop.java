package dev.agentledger.server.http;

import java.util.concurrent.Executors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where work that may block goes: a virtual thread of its own. */
final class OffTheEventLoop {

  static final Scheduler SCHEDULER =
      Schedulers.fromExecutorService(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("edge-", 0).factory()),
          "edge");

  private OffTheEventLoop() {}
}
