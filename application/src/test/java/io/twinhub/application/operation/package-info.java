@NullMarked
package io.twinhub.application.operation;

import org.jspecify.annotations.NullMarked;
