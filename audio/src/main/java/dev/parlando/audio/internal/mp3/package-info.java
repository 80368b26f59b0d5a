/** MP3 frames: headers, tags and the split of a byte stream into frames. */
@NullMarked
package dev.parlando.audio.internal.mp3;

import org.jspecify.annotations.NullMarked;
