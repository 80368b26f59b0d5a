/** HTTP/2 sessions, streams and flow-control credit, owned by an event loop. */
@NullMarked
package dev.parlando.internal.http2;

import org.jspecify.annotations.NullMarked;
