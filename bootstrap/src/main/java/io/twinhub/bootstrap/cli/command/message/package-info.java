/** Commands that talk to devices: direct methods and cloud-to-device messages. */
@NullMarked
package io.twinhub.bootstrap.cli.command.message;

import org.jspecify.annotations.NullMarked;
