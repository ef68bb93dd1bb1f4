@NullMarked
package dev.agentledger.server.architecture;

import org.jspecify.annotations.NullMarked;
