package dev.parlando.audio.internal.player;

import dev.parlando.audio.resample.FilterTables;

/**
 * Says what is done to the sound of every utterance of a player; confined to its play thread.
 *
 * @param trimSilence whether silence at the start is left out
 * @param tables the filters between rates, shared by all utterances
 */
record Shaping(boolean trimSilence, FilterTables tables) {}
