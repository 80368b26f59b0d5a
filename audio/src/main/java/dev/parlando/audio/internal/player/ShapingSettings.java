package dev.parlando.audio.internal.player;

import dev.parlando.audio.resample.FilterCache;

/**
 * The processing settings for all utterances of a player. Confined to its playback thread.
 *
 * @param trimSilence whether silence at the start is trimmed
 * @param filterCache the filter tables for sample-rate conversion, shared by all utterances
 */
record ShapingSettings(boolean trimSilence, FilterCache filterCache) {}
