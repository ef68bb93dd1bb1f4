@NullMarked
package dev.agentledger.events.key;

import org.jspecify.annotations.NullMarked;
