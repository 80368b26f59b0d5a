/** Packets between two threads, and the clock that paces them. */
@NullMarked
package dev.parlando.audio.internal.pace;

import org.jspecify.annotations.NullMarked;
