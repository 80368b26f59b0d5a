/** The choice between a custom sink and a sound device, and its start. */
@NullMarked
package dev.parlando.audio.internal.sink;

import org.jspecify.annotations.NullMarked;
