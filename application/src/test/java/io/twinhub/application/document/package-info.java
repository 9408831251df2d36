@NullMarked
package io.twinhub.application.document;

import org.jspecify.annotations.NullMarked;
