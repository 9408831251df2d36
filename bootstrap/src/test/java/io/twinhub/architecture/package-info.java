/**
 * The rules that keep the tree as the decisions in docs/adr drew it, and the proof that each bites: the
 * classes in the packages named {@code guilty} break one rule each, and exist in test sources only.
 */
@NullMarked
package io.twinhub.architecture;

import org.jspecify.annotations.NullMarked;
