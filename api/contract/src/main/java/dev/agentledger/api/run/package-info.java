@NullMarked
package dev.agentledger.api.run;

import org.jspecify.annotations.NullMarked;
