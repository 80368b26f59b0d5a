/** The measured HTTP/2 clients behind one small interface. */
@NullMarked
package dev.parlando.benchmarks.endtoend.peers;

import org.jspecify.annotations.NullMarked;
