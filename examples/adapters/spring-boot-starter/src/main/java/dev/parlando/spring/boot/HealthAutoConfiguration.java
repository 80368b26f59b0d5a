package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Creates the health indicator {@code parlando} in an application with the actuator of Spring Boot 4. */
@AutoConfiguration(after = ParlandoAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(SpeechEngine.class)
@ConditionalOnEnabledHealthIndicator("parlando")
public class HealthAutoConfiguration {
    /** Creates the listener that the engine is built with. */
    @Bean
    RefusalRecorder parlandoRefusalRecorder() {
        return new RefusalRecorder();
    }

    /** Creates the indicator. */
    @Bean
    @ConditionalOnMissingBean(name = "parlandoHealthIndicator")
    HealthIndicator parlandoHealthIndicator(SpeechEngine engine, RefusalRecorder refusals) {
        EngineHealth health = new EngineHealth(engine, refusals);
        return () -> {
            Health.Builder result = health.isUp() ? Health.up() : Health.down();
            return result.withDetails(health.details()).build();
        };
    }
}
