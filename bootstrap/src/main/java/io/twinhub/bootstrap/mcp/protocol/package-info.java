/** The Model Context Protocol on standard input and output: the only place that knows its SDK. */
@NullMarked
package io.twinhub.bootstrap.mcp.protocol;

import org.jspecify.annotations.NullMarked;
