package dev.agentledger.server.blocking;

import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Makes every blocking call on an event loop an error, in all tests of this module.
 *
 * <p>Waits, sleeps and input are found each time. Whether one thread meets another at a lock is
 * chance: an error there would come in one run of many, and in the middle of Netty or of the driver
 * it would leave a request without an answer. So locks are let pass; what is done while one is held
 * is looked at all the same. The driver asks the system for a random number when it opens a
 * connection, which waits for nothing once the machine is up.
 */
public final class BlockingCallsAreFound implements LauncherSessionListener {

  private static final List<String> LOCKS =
      List.of(
          "ReentrantLock", "ReentrantReadWriteLock$ReadLock", "ReentrantReadWriteLock$WriteLock");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var detector =
        BlockHound.builder()
            .loadIntegrations()
            .allowBlockingCallsInside("com.ongres.scram.common.ScramFunctions", "nonce")
            .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "readLock")
            .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "writeLock");
    LOCKS.forEach(
        lock -> detector.allowBlockingCallsInside("java.util.concurrent.locks." + lock, "lock"));
    detector.install();
  }
}
