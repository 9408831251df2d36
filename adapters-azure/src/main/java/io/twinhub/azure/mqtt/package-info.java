/**
 * Device connections over plain MQTT 3.1.1, without the device SDK: topics and tokens as Azure documents
 * them, on a small client of the network library that the hub itself uses (ADR-0024).
 */
@NullMarked
package io.twinhub.azure.mqtt;

import org.jspecify.annotations.NullMarked;
