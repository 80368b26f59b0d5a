/** HTTP/1.1 sessions, one request at a time, owned by an event loop. */
@NullMarked
package dev.parlando.internal.http1;

import org.jspecify.annotations.NullMarked;
