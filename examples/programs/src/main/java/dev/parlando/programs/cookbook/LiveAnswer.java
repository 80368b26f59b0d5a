package dev.parlando.programs.cookbook;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.util.concurrent.Flow;

/** Speaks the tokens of a language model while they are written. */
final class LiveAnswer {
    private LiveAnswer() {}

    // region
    static SpeechStream speak(SpeechEngine engine, Flow.Publisher<String> tokens, ChunkHandler audio) {
        SpeechRequest template = SpeechRequest.template()
                .model("eleven_flash_v2_5")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
        LiveText text = LiveText.of(template);
        text.onCancel(() -> System.err.println("interrupted: the model stops, too"));
        text.subscribeTo(tokens); // Requests tokens while there is room for them.
        return engine.stream(text, audio); // The audio of all sentences is one stream.
    }
    // endregion
}
