@NullMarked
package dev.agentledger.events.canonical;

import org.jspecify.annotations.NullMarked;
