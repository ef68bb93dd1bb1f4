/** Tools as readers see them: the directory and its versions. */
@NullMarked
package dev.agentledger.query.tool;

import org.jspecify.annotations.NullMarked;
