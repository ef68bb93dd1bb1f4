/** Agents as readers see them: the directory, its versions and how they were at a moment. */
@NullMarked
package dev.agentledger.query.agent;

import org.jspecify.annotations.NullMarked;
