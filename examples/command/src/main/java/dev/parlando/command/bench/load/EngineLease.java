package dev.parlando.command.bench.load;

import dev.parlando.speech.SpeechSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The use of an engine by one stream. Immutable.
 *
 * @param source the engine
 * @param nameLookupNanos completes with the time of the name lookup of the only connection; null for a shared engine
 * @param release ends the use
 */
record EngineLease(SpeechSource source, @Nullable CompletableFuture<Long> nameLookupNanos, Runnable release) {}
