/**
 * What a back end sends to devices: cloud-to-device messages with their rules. Free of links, topics and
 * headers, which belong to the front ends.
 */
@NullMarked
package io.twinhub.domain.message;

import org.jspecify.annotations.NullMarked;
