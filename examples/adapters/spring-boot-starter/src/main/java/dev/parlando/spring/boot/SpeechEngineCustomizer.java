package dev.parlando.spring.boot;

import dev.parlando.SpeechEngineBuilder;

/**
 * Changes the builder of the engine after the properties were applied, for options without a property such as a proxy, a
 * TLS context or a shared governor. Implemented by users, as a bean; several are called in the order of their beans.
 */
@FunctionalInterface
public interface SpeechEngineCustomizer {
    /** Called once, before the engine is built. */
    void customize(SpeechEngineBuilder builder);
}
