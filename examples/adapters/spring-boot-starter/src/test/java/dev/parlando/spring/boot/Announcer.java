package dev.parlando.spring.boot;

import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

/** A service of an application that speaks with the model of Spring AI. */
// region
@Service
class Announcer {
    private final TextToSpeechModel speech; // That of the starter.

    Announcer(TextToSpeechModel speech) {
        this.speech = speech;
    }

    /** Returns the audio while it is synthesised; each subscriber sends a request. */
    Flux<byte[]> announce(String text) {
        return speech.stream(text, TextToSpeechOptions.builder().speed(1.1).build());
    }
}
// endregion
