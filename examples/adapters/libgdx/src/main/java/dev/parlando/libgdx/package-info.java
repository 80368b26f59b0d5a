/** Speech on the audio devices of libGDX. */
@NullMarked
package dev.parlando.libgdx;

import org.jspecify.annotations.NullMarked;
