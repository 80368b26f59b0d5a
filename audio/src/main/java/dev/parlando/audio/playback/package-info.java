/** Holds what takes decoded samples: sound devices, files and lines for tests, behind one interface. */
@NullMarked
package dev.parlando.audio.playback;

import org.jspecify.annotations.NullMarked;
