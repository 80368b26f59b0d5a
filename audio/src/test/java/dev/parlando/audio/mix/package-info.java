@NullMarked
package dev.parlando.audio.mix;

import org.jspecify.annotations.NullMarked;
