/**
 * Hub documents as JSON: how their members are read. Knows JSON and errors, and nothing of what the
 * documents stand for.
 */
@NullMarked
package io.twinhub.domain.document;

import org.jspecify.annotations.NullMarked;
