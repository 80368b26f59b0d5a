/** Lets several voices share one line: a mixer whose lanes are sinks. */
@NullMarked
package dev.parlando.audio.mix;

import org.jspecify.annotations.NullMarked;
