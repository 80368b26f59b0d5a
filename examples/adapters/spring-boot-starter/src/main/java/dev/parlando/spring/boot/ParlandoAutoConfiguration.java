package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.EngineListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Creates the engine and the template of requests from the properties {@code parlando.*}. Beans of the application
 * replace them. The engine has the {@link EngineListener}s of the application context, and closes with it.
 */
@AutoConfiguration
@ConditionalOnProperty(prefix = "parlando", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ParlandoProperties.class)
public class ParlandoAutoConfiguration {
    /** Builds the engine; no connection is opened yet. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SpeechEngine speechEngine(
            ParlandoProperties properties,
            Environment environment,
            ObjectProvider<SpeechEngineCustomizer> customizers,
            ObjectProvider<EngineListener> listeners) {
        return PropertyNames.translating(properties, () -> {
            SpeechEngineBuilder engine = EngineSettings.engine(properties, environment);
            listeners.orderedStream().forEach(engine::listener);
            customizers.orderedStream().forEach(customizer -> customizer.customize(engine));
            return engine.build();
        });
    }

    /** Builds a request without a text, with the voice, the model and the format of the properties. */
    @Bean
    @ConditionalOnMissingBean
    SpeechRequest speechTemplate(ParlandoProperties properties) {
        return PropertyNames.translating(properties, () -> EngineSettings.template(properties));
    }
}
