package dev.agentledger.server.blocking;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/** Makes every blocking call on an event loop an error, in all tests of this module. */
public final class BlockingCallsAreFound implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    BlockHound.install();
  }
}
