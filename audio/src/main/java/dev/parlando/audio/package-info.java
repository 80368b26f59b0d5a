/** Playback of speech as it arrives: the player and its builder, and speech as an {@code AudioInputStream}. */
@NullMarked
package dev.parlando.audio;

import org.jspecify.annotations.NullMarked;
