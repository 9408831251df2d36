@NullMarked
package io.twinhub.application.json;

import org.jspecify.annotations.NullMarked;
