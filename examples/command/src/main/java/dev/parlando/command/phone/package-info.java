/** The {@code phone} verb: speaks into telephone calls. */
@NullMarked
package dev.parlando.command.phone;

import org.jspecify.annotations.NullMarked;
