/** The options {@code --set}, {@code --add} and {@code --remove}, with which {@code az} edits documents. */
@NullMarked
package io.twinhub.bootstrap.cli.edit;

import org.jspecify.annotations.NullMarked;
