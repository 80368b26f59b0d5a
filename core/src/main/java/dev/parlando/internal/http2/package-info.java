/** Speaks HTTP/2: connections, streams and credit, all owned by an event loop. */
@NullMarked
package dev.parlando.internal.http2;

import org.jspecify.annotations.NullMarked;
