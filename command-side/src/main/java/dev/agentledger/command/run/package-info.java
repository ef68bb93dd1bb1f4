@NullMarked
package dev.agentledger.command.run;

import org.jspecify.annotations.NullMarked;
