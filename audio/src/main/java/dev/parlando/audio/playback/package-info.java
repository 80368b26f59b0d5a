/** The handle to one utterance of a player: state, position, words, result and listener. */
@NullMarked
package dev.parlando.audio.playback;

import org.jspecify.annotations.NullMarked;
