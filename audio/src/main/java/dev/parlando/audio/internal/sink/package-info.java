/** The choice between a custom sink and a sound device, its start, and the times at which a lost one is opened again. */
@NullMarked
package dev.parlando.audio.internal.sink;

import org.jspecify.annotations.NullMarked;
