/**
 * What can be set, with defaults and meanings, and what a running hub tells of itself. Values and files;
 * starts nothing.
 */
@NullMarked
package io.twinhub.bootstrap.config;

import org.jspecify.annotations.NullMarked;
