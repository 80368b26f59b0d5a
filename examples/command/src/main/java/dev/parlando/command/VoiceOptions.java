package dev.parlando.command;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.command.say.SpeechTarget;
import dev.parlando.speech.SpeechRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of verbs that speak many lines in one voice. */
final class VoiceOptions {
    @Option(names = "--voice", paramLabel = "ID", description = "Voice, see 'parlando voices'; the first if not set.")
    private @Nullable String voice;

    @Option(names = "--model", paramLabel = "ID", description = "Model, see 'parlando models'.")
    private @Nullable String model;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Sound device, see 'parlando devices'; 'none' turns sound off.")
    private @Nullable String device;

    /** Returns the request without a text, whose settings apply to every line. */
    SpeechRequest requestTemplate() {
        return template(voice, model);
    }

    /** Returns a request without a text. The values that are null are those of a player. */
    static SpeechRequest template(@Nullable String voice, @Nullable String model) {
        var builder = SpeechPlayer.defaultTemplate().toBuilder();
        if (voice != null) {
            builder.voice(voice);
        }
        if (model != null) {
            builder.model(model);
        }
        return builder.build();
    }

    AudioSink sink() {
        return SpeechTarget.sink(device);
    }
}
