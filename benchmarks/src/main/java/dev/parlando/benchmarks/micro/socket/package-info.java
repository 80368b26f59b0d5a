/** Benchmarks of the messages of a WebSocket, compared with a JSON library. */
@NullMarked
package dev.parlando.benchmarks.micro.socket;

import org.jspecify.annotations.NullMarked;
