/**
 * Being a device: connecting as one, and following one's desired properties over reconnections.
 */
@NullMarked
package io.twinhub.application.device;

import org.jspecify.annotations.NullMarked;
