/** A mixer whose lanes are sinks, so that several players can share one line. */
@NullMarked
package dev.parlando.audio.mix;

import org.jspecify.annotations.NullMarked;
