/** The network side of the offline server: HTTP/1.1 and HTTP/2 on one port. */
@NullMarked
package dev.parlando.offline.http;

import org.jspecify.annotations.NullMarked;
