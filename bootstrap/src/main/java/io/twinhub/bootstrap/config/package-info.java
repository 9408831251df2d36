/**
 * The settings, with their defaults and meanings, and the facts about a running hub. Values and files only;
 * nothing is started here.
 */
@NullMarked
package io.twinhub.bootstrap.config;

import org.jspecify.annotations.NullMarked;
