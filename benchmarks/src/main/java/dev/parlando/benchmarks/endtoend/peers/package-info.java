/** Puts the HTTP/2 clients that are measured side by side behind one small interface. */
@NullMarked
package dev.parlando.benchmarks.endtoend.peers;

import org.jspecify.annotations.NullMarked;
