@NullMarked
package dev.agentledger.server;

import org.jspecify.annotations.NullMarked;
