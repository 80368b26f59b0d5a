/** Carries chunks from an event loop to the thread that runs user code. */
@NullMarked
package dev.parlando.internal.ring;

import org.jspecify.annotations.NullMarked;
