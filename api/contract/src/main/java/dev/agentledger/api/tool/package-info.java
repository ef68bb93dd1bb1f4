/** What may be asked of tools, and about them. */
@NullMarked
package dev.agentledger.api.tool;

import org.jspecify.annotations.NullMarked;
