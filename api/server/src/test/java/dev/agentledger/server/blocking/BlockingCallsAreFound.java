package dev.agentledger.server.blocking;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Makes every blocking call on an event loop an error, in all tests of this module.
 *
 * <p>One is let pass that is not ours to mend: the driver asks the system for a random number when
 * it opens a connection, which waits for nothing once the machine is up.
 */
public final class BlockingCallsAreFound implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.builder()
        .loadIntegrations()
        .allowBlockingCallsInside("com.ongres.scram.common.ScramFunctions", "nonce")
        .install();
  }
}
