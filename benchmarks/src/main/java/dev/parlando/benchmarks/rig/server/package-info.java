/** The HTTP/2 server of the measurements, over TLS in a separate process. */
@NullMarked
package dev.parlando.benchmarks.rig.server;

import org.jspecify.annotations.NullMarked;
