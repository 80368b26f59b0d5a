/** Is the other side of what is measured: an HTTP/2 server over TLS in a process of its own. */
@NullMarked
package dev.parlando.benchmarks.rig.server;

import org.jspecify.annotations.NullMarked;
