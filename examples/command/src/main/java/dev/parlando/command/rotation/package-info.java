/** Replacement of an API key while it is in use; an interrupted rotation can be resumed. */
@NullMarked
package dev.parlando.command.rotation;

import org.jspecify.annotations.NullMarked;
