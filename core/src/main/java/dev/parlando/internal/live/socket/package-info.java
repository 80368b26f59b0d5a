/**
 * Live text over the four WebSockets of the service, from the connection to the stream of a live text. A turn of an
 * assistant is a context, and the connections are pooled.
 */
@NullMarked
package dev.parlando.internal.live.socket;

import org.jspecify.annotations.NullMarked;
