package dev.parlando.command.bench.load;

import dev.parlando.SpeechEngineBuilder;
import java.util.function.Supplier;

/**
 * A service that is measured. Immutable.
 *
 * @param name name for reports: {@code offline server} or a host
 * @param builders supplies a new builder of an engine for this service
 */
public record ServiceEndpoint(String name, Supplier<SpeechEngineBuilder> builders) {}
