/**
 * Cloud-to-device messages of the local hub and their feedback. Queues are changed on the writer's thread,
 * so that a message is either before or after the deletion of its device, and is on disk before its sender
 * gets an answer.
 */
@NullMarked
package io.twinhub.local.engine.messages;

import org.jspecify.annotations.NullMarked;
