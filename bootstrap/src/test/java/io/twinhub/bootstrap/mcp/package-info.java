/** Agents: what they are offered, what they are told, and what they never see. */
@NullMarked
package io.twinhub.bootstrap.mcp;

import org.jspecify.annotations.NullMarked;
