package dev.agentledger.server.blocking;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Makes every blocking call on an event loop an error, in all tests of this module.
 *
 * <p>Four are let pass that are not ours to mend. The driver asks the system for a random number
 * when it opens a connection, which waits for nothing once the machine is up. The queue of timers
 * of Reactor's schedulers, Jackson's caches of deserializers and Netty's allocator have locks that
 * are held for microseconds.
 */
public final class BlockingCallsAreFound implements LauncherSessionListener {

  private static final String TIMERS =
      "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.builder()
        .loadIntegrations()
        .allowBlockingCallsInside("com.ongres.scram.common.ScramFunctions", "nonce")
        .allowBlockingCallsInside(TIMERS, "remove")
        .allowBlockingCallsInside(TIMERS, "offer")
        .allowBlockingCallsInside(
            "com.fasterxml.jackson.databind.deser.DeserializerCache",
            "_createAndCacheValueDeserializer")
        .allowBlockingCallsInside(
            "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
        .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
        .install();
  }
}
