package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.micrometer.EngineMeters;
import dev.parlando.micrometer.MicrometerRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Binds the engine to the meter registry if {@code parlando-micrometer} is on the class path. */
@AutoConfiguration(
        after = ParlandoAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, EngineMeters.class})
@ConditionalOnBean({SpeechEngine.class, MeterRegistry.class})
public class MetricsAutoConfiguration {
    /** Creates the listener that the engine is built with. */
    @Bean
    @ConditionalOnMissingBean
    SpeechMetrics speechMetrics(MeterRegistry registry) {
        return new SpeechMetrics(new MicrometerRecorder(registry));
    }

    /** Creates the gauges, which Spring Boot binds to its registries. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    EngineMeters engineMeters(SpeechEngine engine, SpeechMetrics metrics) {
        engine.governor().addListener(metrics);
        return new EngineMeters(engine);
    }
}
