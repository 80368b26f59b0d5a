/**
 * Destinations of decoded samples: sound devices, files, pull sinks for other mixers, and sinks with a virtual clock.
 */
@NullMarked
package dev.parlando.audio.sink;

import org.jspecify.annotations.NullMarked;
