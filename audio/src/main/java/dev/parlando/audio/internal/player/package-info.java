/** The playback loop and its parts: utterance queue, decoding feed, prefill, fades, words and replay. */
@NullMarked
package dev.parlando.audio.internal.player;

import org.jspecify.annotations.NullMarked;
