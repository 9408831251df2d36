/** The tools, grouped by what they are about. */
@NullMarked
package io.twinhub.bootstrap.mcp.tool;

import org.jspecify.annotations.NullMarked;
