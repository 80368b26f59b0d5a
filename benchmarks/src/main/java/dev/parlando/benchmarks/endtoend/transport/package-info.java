/** A comparison of HTTP/2 clients over TLS on loopback by latency, resource usage and throughput. */
@NullMarked
package dev.parlando.benchmarks.endtoend.transport;

import org.jspecify.annotations.NullMarked;
