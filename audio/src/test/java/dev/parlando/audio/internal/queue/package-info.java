@NullMarked
package dev.parlando.audio.internal.queue;

import org.jspecify.annotations.NullMarked;
