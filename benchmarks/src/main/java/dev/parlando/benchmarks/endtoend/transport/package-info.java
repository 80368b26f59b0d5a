/** Compares HTTP/2 clients over TLS on loopback: how late, how dear and how fast each hands bytes to its user. */
@NullMarked
package dev.parlando.benchmarks.endtoend.transport;

import org.jspecify.annotations.NullMarked;
