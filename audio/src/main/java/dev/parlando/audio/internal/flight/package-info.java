/** Tells the JVM's flight recorder (JFR) how playback went, if anybody records. */
@NullMarked
package dev.parlando.audio.internal.flight;

import org.jspecify.annotations.NullMarked;
