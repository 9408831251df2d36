/**
 * Unchanged Azure SDKs for Java, and a plain MQTT client, against a hub in the same JVM. Each class has a
 * JVM of its own and the ports that the SDKs insist on: 443 and 8883 of 127.0.0.1.
 */
@NullMarked
package io.twinhub.conformance;

import org.jspecify.annotations.NullMarked;
