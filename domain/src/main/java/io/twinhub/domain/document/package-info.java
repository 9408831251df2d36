/**
 * Hub documents as JSON: how their members are read. Knows JSON and errors, and nothing about the meaning of
 * the documents.
 */
@NullMarked
package io.twinhub.domain.document;

import org.jspecify.annotations.NullMarked;
