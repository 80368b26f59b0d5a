/** The choice between a custom sink and a sound device. */
@NullMarked
package dev.parlando.audio.internal.sink;

import org.jspecify.annotations.NullMarked;
