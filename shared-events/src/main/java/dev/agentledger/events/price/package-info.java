@NullMarked
package dev.agentledger.events.price;

import org.jspecify.annotations.NullMarked;
