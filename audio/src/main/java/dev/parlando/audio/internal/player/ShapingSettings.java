package dev.parlando.audio.internal.player;

import dev.parlando.audio.resample.FilterCache;

/**
 * Says what is done to the sound of every utterance of a player; confined to its play thread.
 *
 * @param trimSilence whether silence at the start is left out
 * @param filterCache the filters between rates, shared by all utterances
 */
record ShapingSettings(boolean trimSilence, FilterCache filterCache) {}
