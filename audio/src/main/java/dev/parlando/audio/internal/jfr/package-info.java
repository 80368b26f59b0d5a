/** Tells the JVM's flight recorder (JFR) how playback went, if anybody records. */
@NullMarked
package dev.parlando.audio.internal.jfr;

import org.jspecify.annotations.NullMarked;
