/** The verb {@code say}: speech to a device or a file, with captions and statistics. */
@NullMarked
package dev.parlando.command.say;

import org.jspecify.annotations.NullMarked;
