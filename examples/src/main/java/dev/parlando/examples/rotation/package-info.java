/** Replaces a key by another one while it is in use, and goes on where it was interrupted. */
@NullMarked
package dev.parlando.examples.rotation;

import org.jspecify.annotations.NullMarked;
