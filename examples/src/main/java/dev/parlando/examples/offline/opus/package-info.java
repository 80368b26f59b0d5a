/** Writes Ogg Opus: packets of Concentus in pages of Ogg, as RFC 7845 says. */
@NullMarked
package dev.parlando.examples.offline.opus;

import org.jspecify.annotations.NullMarked;
