/** Conversions between audio frames and time. */
@NullMarked
package dev.parlando.audio.internal.clock;

import org.jspecify.annotations.NullMarked;
