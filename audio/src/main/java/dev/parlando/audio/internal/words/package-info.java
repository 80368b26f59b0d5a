/** The words of an utterance on the clock of its playback. */
@NullMarked
package dev.parlando.audio.internal.words;

import org.jspecify.annotations.NullMarked;
