/** The path from the event loop to the handler of the user: feed, ring, body decoders and handler invocation. */
@NullMarked
package dev.parlando.internal.delivery;

import org.jspecify.annotations.NullMarked;
