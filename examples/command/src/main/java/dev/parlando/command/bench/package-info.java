/** The {@code bench} verb: measures the latency of speech. */
@NullMarked
package dev.parlando.command.bench;

import org.jspecify.annotations.NullMarked;
