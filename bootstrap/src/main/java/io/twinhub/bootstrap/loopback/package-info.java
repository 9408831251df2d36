/**
 * Plain HTTP for programs and browsers on this machine only: what the admin port and the Explorer of another
 * hub have in common.
 */
@NullMarked
package io.twinhub.bootstrap.loopback;

import org.jspecify.annotations.NullMarked;
