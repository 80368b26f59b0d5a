package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is a source whose streams are played by the test. Confined to the thread of the test. */
final class ScriptedSpeechSource implements SpeechSource {
    private final List<ScriptedSpeechStream> streams = new ArrayList<>();
    private Consumer<ScriptedSpeechStream> script = stream -> {};
    private @Nullable ParlandoException refusal;

    /** Plays a script on each stream before the caller has its handle. */
    ScriptedSpeechSource playing(Consumer<ScriptedSpeechStream> script) {
        this.script = script;
        return this;
    }

    /** Throws instead of starting a stream. */
    ScriptedSpeechSource refusing(ParlandoException error) {
        refusal = error;
        return this;
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        if (refusal != null) {
            throw refusal;
        }
        ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
        streams.add(stream);
        script.accept(stream);
        return stream;
    }

    /** Returns how many requests were sent. */
    int requests() {
        return streams.size();
    }

    /** Returns the stream of the only request. */
    ScriptedSpeechStream stream() {
        if (streams.size() != 1) {
            throw new AssertionError(streams.size() + " requests were sent");
        }
        return streams.get(0);
    }
}
