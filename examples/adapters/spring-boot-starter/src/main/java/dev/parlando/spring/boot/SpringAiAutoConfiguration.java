package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.spring.ai.ParlandoTextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Creates the text-to-speech model of Spring AI if that is on the class path. If other starters create one, too, the
 * property {@code spring.ai.model.audio.speech} chooses; the name of this model is {@code parlando}.
 */
@AutoConfiguration(after = ParlandoAutoConfiguration.class)
@ConditionalOnClass(TextToSpeechModel.class)
@ConditionalOnBean(SpeechEngine.class)
@ConditionalOnProperty(name = "spring.ai.model.audio.speech", havingValue = "parlando", matchIfMissing = true)
public class SpringAiAutoConfiguration {
    /** Creates the model with the template of the application. */
    @Bean
    @ConditionalOnMissingBean
    ParlandoTextToSpeechModel parlandoTextToSpeechModel(SpeechEngine engine, SpeechRequest template) {
        return new ParlandoTextToSpeechModel(engine, template);
    }
}
