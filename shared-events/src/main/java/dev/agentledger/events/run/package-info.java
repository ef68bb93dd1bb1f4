@NullMarked
package dev.agentledger.events.run;

import org.jspecify.annotations.NullMarked;
