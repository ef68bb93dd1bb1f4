/** The policies in force. */
@NullMarked
package dev.agentledger.query.policy;

import org.jspecify.annotations.NullMarked;
