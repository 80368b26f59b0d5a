@NullMarked
package dev.parlando.audio.resample;

import org.jspecify.annotations.NullMarked;
