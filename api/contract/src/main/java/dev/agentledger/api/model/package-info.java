/** Which models there are, and how they do. */
@NullMarked
package dev.agentledger.api.model;

import org.jspecify.annotations.NullMarked;
