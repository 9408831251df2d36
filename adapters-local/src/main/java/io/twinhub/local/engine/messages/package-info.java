/**
 * Cloud-to-device messages of the local hub and their feedback. Queues are changed on the writer's thread,
 * so that a message has its place before or after the deletion of its device, and is on disk when its sender
 * is told.
 */
@NullMarked
package io.twinhub.local.engine.messages;

import org.jspecify.annotations.NullMarked;
