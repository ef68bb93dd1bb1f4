@NullMarked
package dev.agentledger.server.key;

import org.jspecify.annotations.NullMarked;
