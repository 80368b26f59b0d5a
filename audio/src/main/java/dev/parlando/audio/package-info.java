/** Plays speech as it arrives: the player, and the handle on each utterance. */
@NullMarked
package dev.parlando.audio;

import org.jspecify.annotations.NullMarked;
