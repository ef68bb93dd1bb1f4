@NullMarked
package dev.agentledger.api;

import org.jspecify.annotations.NullMarked;
