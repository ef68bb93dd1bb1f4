@NullMarked
package dev.agentledger.api.approval;

import org.jspecify.annotations.NullMarked;
