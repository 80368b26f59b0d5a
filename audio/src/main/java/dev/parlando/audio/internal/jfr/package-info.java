/** JFR events for playback, which are emitted only while a recording is running. */
@NullMarked
package dev.parlando.audio.internal.jfr;

import org.jspecify.annotations.NullMarked;
