package io.twinhub.bootstrap.guilty;

import io.modelcontextprotocol.spec.McpSchema;

/** Guilty: a tool answers in the protocol's own type. */
public interface ToolThatKnowsTheProtocol {
  McpSchema.CallToolResult answer();
}
