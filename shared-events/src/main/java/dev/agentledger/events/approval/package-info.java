@NullMarked
package dev.agentledger.events.approval;

import org.jspecify.annotations.NullMarked;
