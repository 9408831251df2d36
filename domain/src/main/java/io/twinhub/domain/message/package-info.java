/**
 * What a back end sends to devices: cloud-to-device messages with their rules. Links, topics and headers are
 * not here; they belong to the front ends.
 */
@NullMarked
package io.twinhub.domain.message;

import org.jspecify.annotations.NullMarked;
